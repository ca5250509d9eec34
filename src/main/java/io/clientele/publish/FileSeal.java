package io.clientele.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file's name, size in bytes and SHA-256 in hex. */
public record FileSeal(String file, long bytes, String sha256) {

    static FileSeal of(Path file) throws IOException {
        return new FileSeal(file.getFileName().toString(), Files.size(file), Sha256.of(file));
    }
}

package io.clientele.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file's name, size in bytes and SHA-256 in hex.
 *
 * @param file below the folder of its version, with slashes
 */
public record FileSeal(String file, long bytes, String sha256) {

    static FileSeal of(Path folder, Path file) throws IOException {
        return new FileSeal(nameIn(folder, file), Files.size(file), Sha256.of(file));
    }

    static String nameIn(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }
}

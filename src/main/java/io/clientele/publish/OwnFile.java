package io.clientele.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that only its owner may open, and that is there whole or not at all. */
public final class OwnFile {

    private OwnFile() {}

    /** Puts bytes in the place of a file, or makes it in a folder that is there; they are on disk when this returns. One writer at a time. */
    public static void replace(Path file, byte[] bytes) throws IOException {
        Path next = MartsFolder.next(file);
        Disk.delete(next);
        Files.createFile(next, FileModes.ownFile());
        Disk.write(next, bytes);
        Disk.replace(next, file);
        Disk.syncFolder(file.toAbsolutePath().resolveSibling(""));
    }
}

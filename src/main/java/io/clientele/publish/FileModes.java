package io.clientele.publish;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;

/** Who of a machine may open what is written: marts are for their owner and its group, everything else for its owner alone. */
public final class FileModes {

    private static final boolean IS_POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private static final Set<PosixFilePermission> OWN_FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OWN_FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> SHARED_FOLDER = PosixFilePermissions.fromString("rwxr-x---");
    private static final Set<PosixFilePermission> SHARED_FILE = PosixFilePermissions.fromString("rw-r-----");

    private FileModes() {}

    /** Makes a folder that only its owner may enter; one that is there is closed to others. */
    public static void makeOwn(Path folder) throws IOException {
        Path absolute = folder.toAbsolutePath();
        if (Files.isDirectory(absolute)) {
            if (IS_POSIX && !Files.getPosixFilePermissions(absolute).equals(OWN_FOLDER)) {
                Files.setPosixFilePermissions(absolute, OWN_FOLDER);
            }
            return;
        }
        makeSharedAbove(absolute);
        Files.createDirectories(absolute, attributes(OWN_FOLDER));
    }

    /** With these a file is made that only its owner may open. */
    public static FileAttribute<?>[] ownFile() {
        return attributes(OWN_FILE);
    }

    private static FileAttribute<?>[] attributes(Set<PosixFilePermission> permissions) {
        return IS_POSIX
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    /** Lets the group read a file, or enter a folder, and nobody else. */
    static void share(Path path) throws IOException {
        if (IS_POSIX) {
            Files.setPosixFilePermissions(path, Files.isDirectory(path) ? SHARED_FOLDER : SHARED_FILE);
        }
    }

    /** Makes a folder that the group may enter, and those above it; one that is there stays as it is. */
    static void makeShared(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        makeSharedAbove(folder);
        Files.createDirectories(folder);
        share(folder);
    }

    private static void makeSharedAbove(Path folder) throws IOException {
        Path above = folder.getParent();
        if (above != null && !Files.exists(above)) {
            makeShared(above);
        }
    }

    /** Lets the group read a folder and the files in it. */
    static void shareAll(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                share(file);
            }
        }
        share(folder);
    }

    /** Leaves a folder and the files in it to their owner. */
    static void ownAll(Path folder) throws IOException {
        makeOwn(folder);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (IS_POSIX) {
                    Files.setPosixFilePermissions(file, OWN_FILE);
                }
            }
        }
    }
}

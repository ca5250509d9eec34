package io.clientele.warehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where a path leads when links are followed. */
final class RealPath {

    private RealPath() {}

    /** A path as it is written, and where it leads; it need not exist, but for one of the folders above it. */
    static Stream<Path> both(Path path) {
        Path written = path.toAbsolutePath().normalize();
        return Stream.of(written, of(written));
    }

    private static Path of(Path path) {
        Path parent = path.getParent();
        if (parent == null || Files.exists(path)) {
            try {
                return path.toRealPath();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return of(parent).resolve(path.getFileName());
    }
}

package io.clientele.nightly;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What engines have put on the disk where memory was not enough. */
public final class Spill {

    private Spill() {}

    /** Bytes at this moment, of all nights at work. */
    public static long bytes(NightSettings settings) {
        if (!Files.isDirectory(settings.work())) {
            return 0;
        }
        try (Stream<Path> nights = Files.list(settings.work())) {
            return nights.map(night -> new WorkFolder(night).spill())
                    .mapToLong(Spill::bytes)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long bytes(Path folder) {
        try (Stream<Path> files = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException goneMeanwhile) {
            return 0;
        }
    }
}

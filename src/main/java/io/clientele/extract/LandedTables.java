package io.clientele.extract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What nights have read of the tables of databases, whatever night it is now.
 *
 * @param root of the landing zone
 */
record LandedTables(Path root) {

    Path folder(String source, String table, LandedNight of) {
        return root.resolve(source).resolve(table).resolve(of.toString());
    }

    /** What a night has read of a table; empty where it has read nothing of it. */
    Optional<Extracted> extracted(String source, String table, LandedNight of) {
        return LandedManifest.read(folder(source, table, of), Extracted.class);
    }

    /** Every night that has something of a table or a file, the earliest first. */
    List<LandedNight> nightsOf(String source, String table) {
        Path nights = root.resolve(source).resolve(table);
        if (!Files.isDirectory(nights)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(nights)) {
            return folders.filter(LandedManifest::isIn)
                    .flatMap(folder -> LandedNight.of(folder.getFileName().toString()).stream())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The nights that together hold a table; empty where one of them is gone. */
    Optional<Chain> findChain(String source, String table, LandedNight newest) {
        Deque<Chain.Night> nights = new ArrayDeque<>();
        Optional<LandedNight> next = Optional.of(newest);
        while (next.isPresent()) {
            Optional<Extracted> extracted = extracted(source, table, next.get());
            if (extracted.isEmpty()) {
                return Optional.empty();
            }
            nights.addFirst(new Chain.Night(extracted.get(), folder(source, table, next.get())));
            next = Optional.ofNullable(extracted.get().base()).flatMap(LandedNight::of);
        }
        return Optional.of(new Chain(List.copyOf(nights)));
    }

    /** Says of what a night has read something else than it said itself. */
    void amend(LandedNight of, Extracted extracted) throws IOException {
        LandedManifest.replace(folder(extracted.source(), extracted.table(), of), extracted);
    }
}

package io.clientele.extract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whom no delivery brings back. Of the record by which a source knows them only a pseudonym is kept, a line each.
 *
 * @param file it need not exist
 * @param keyFile the key of the pseudonyms
 */
public record Suppressions(Path file, Path keyFile) {

    /** The pseudonym of a source's record of somebody. */
    public static String name(Pseudonyms pseudonyms, String source, String table, String key) {
        return pseudonyms.name("record", source, table, key);
    }

    /** All pseudonyms, in the order in which they were added; empty where nobody was forgotten. */
    public List<String> all() {
        try {
            return Files.exists(file)
                    ? Files.readAllLines(file).stream()
                            .filter(line -> !line.isBlank())
                            .toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read whom no delivery may bring back", e);
        }
    }

    /** Adds those that are not there yet; they are on disk when this returns. */
    public void add(Collection<String> pseudonyms) {
        Set<String> known = new HashSet<>(all());
        List<String> fresh =
                pseudonyms.stream().filter(name -> !known.contains(name)).toList();
        if (fresh.isEmpty()) {
            return;
        }
        byte[] lines = ("\n" + String.join("\n", fresh) + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                channel.write(ByteBuffer.wrap(lines));
                channel.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write whom no delivery may bring back", e);
        }
    }

    /** Which keys of a source's table are suppressed, among those that it delivers. */
    List<String> among(String source, String table, Collection<String> keys) {
        Set<String> names = new HashSet<>(all());
        if (names.isEmpty()) {
            return List.of();
        }
        Pseudonyms pseudonyms = Pseudonyms.of(keyFile);
        List<String> suppressed = new ArrayList<>();
        for (String key : keys) {
            if (names.contains(name(pseudonyms, source, table, key))) {
                suppressed.add(key);
            }
        }
        return suppressed;
    }
}

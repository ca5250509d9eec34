package io.clientele.nightly;

import io.clientele.publish.OwnFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What is known of an erasure while it is under way, which names somebody and is gone afterwards, and what is kept of it. */
final class ErasureBook {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static final int SHORT_NAME = 12;

    private final Path underWay;
    private final Path evidence;

    ErasureBook(Path state) {
        this.underWay = state.resolve("erasure.json");
        this.evidence = state.resolve("evidence");
    }

    /**
     * An erasure under way.
     *
     * @param somebody in the words in which they were asked for
     * @param number by which marts know them; null where they do not
     * @param keys of all that is theirs, by {@code source/table}
     * @param texts by which they are known and nobody else is
     * @param suppressed pseudonyms of their records
     * @param versionBefore what readers were shown when it began
     * @param removed so far
     * @param versionsDeleted so far
     */
    record UnderWay(
            String somebody,
            @Nullable String number,
            String pseudonym,
            String requestedBy,
            String reason,
            Instant requestedAt,
            SortedMap<String, SortedSet<String>> keys,
            SortedSet<String> texts,
            List<String> suppressed,
            String versionBefore,
            SortedMap<String, Long> removed,
            List<String> versionsDeleted) {

        /** Keys that are not among the texts. */
        long untraceableCount() {
            return keys.values().stream()
                    .flatMap(Set::stream)
                    .distinct()
                    .filter(key -> !texts.contains(key))
                    .count();
        }

        String shortName() {
            return pseudonym.substring(0, SHORT_NAME);
        }
    }

    Path file() {
        return underWay;
    }

    Optional<UnderWay> underWay() {
        return Files.exists(underWay)
                ? Optional.of(JSON.readValue(underWay.toFile(), UnderWay.class))
                : Optional.empty();
    }

    /** It is on disk, for its owner alone to read, when this returns. */
    void write(UnderWay erasure) throws IOException {
        OwnFile.replace(underWay, JSON.writeValueAsBytes(erasure));
    }

    /** Keeps the evidence, and forgets who it was. */
    Path end(UnderWay erasure, ErasureEvidence proof) throws IOException {
        LocalDate day = LocalDate.ofInstant(proof.endedAt(), ZoneOffset.UTC);
        Path file = evidence.resolve(day + "-" + erasure.shortName() + ".json");
        Files.createDirectories(evidence);
        OwnFile.replace(file, JSON.writeValueAsBytes(proof));
        Files.delete(underWay);
        return file;
    }
}

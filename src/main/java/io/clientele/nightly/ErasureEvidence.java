package io.clientele.nightly;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/**
 * What proves that somebody was forgotten, and names nobody.
 *
 * @param pseudonym who it was, for whoever has the key and the number
 * @param requestedAt when it was begun
 * @param suppressedCount records of sources that no delivery brings back
 * @param removed rows that went, names that were blanked and values that were masked, by where they were
 * @param version what readers are shown now, computed anew without them
 * @param versionsDeleted older versions that held them
 * @param textCount texts by which they were known and nobody else is; each was looked for afterwards
 * @param untraceableCount keys that others have too, or that are too short to be looked for: they went with the rows of removed, and
 *     are not counted in hits
 * @param fileCount files of the data folder that were looked into, byte by byte and value by value
 * @param hits what was found afterwards; nothing
 */
public record ErasureEvidence(
        String pseudonym,
        String requestedBy,
        String reason,
        Instant requestedAt,
        Instant endedAt,
        int suppressedCount,
        SortedMap<String, Long> removed,
        String version,
        List<String> versionsDeleted,
        int textCount,
        long untraceableCount,
        long fileCount,
        SortedMap<String, Long> hits) {}

package io.clientele.extract;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a night has read of one table of a database, and how it was proven.
 *
 * @param fingerprint of the query and of what is read of it; another one cannot be continued
 * @param base the night whose rows these change; null where these are all
 * @param columns in the order of the files
 * @param key the columns that tell rows apart
 * @param parts the files of rows that were read this night
 * @param deletedCount keys that are gone since {@code base}
 * @param rowCount rows that the table has, all nights together
 * @param mark the newest change, or the greatest key, that was seen; null where there is none
 * @param readAt the moment of the state that was read, by the clock of the database
 * @param totals what the source said, beside what was landed
 */
record Extracted(
        String source,
        String table,
        String fingerprint,
        @Nullable String base,
        List<String> columns,
        List<String> key,
        List<Part> parts,
        long deletedCount,
        long rowCount,
        @Nullable String mark,
        Instant readAt,
        List<SourceTotal> totals) {

    /** A file of rows. */
    record Part(String file, long rowCount) {}

    /**
     * A figure that the source was asked for in the state that was read.
     *
     * @param column whose sum it is; null for the number of rows
     * @param month as in 202611; null for rows that have no date
     * @param ofSource null where it was no number
     */
    record SourceTotal(
            @Nullable String column,
            @Nullable String currency,
            @Nullable Integer month,
            @Nullable BigDecimal ofSource,
            @Nullable BigDecimal landed) {

        boolean proves() {
            return ofSource == null || (landed != null && ofSource.compareTo(landed) == 0);
        }
    }

    /**
     * The same after rows were taken out; the source's sums are not those of the others, and what nobody may know any more is no mark.
     *
     * @param gone the keys of rows that nobody may know
     */
    Extracted without(List<Part> left, Set<String> gone) {
        return new Extracted(
                source,
                table,
                fingerprint,
                base,
                columns,
                key,
                left,
                deletedCount,
                rowCount,
                mark != null && gone.contains(mark) ? null : mark,
                readAt,
                left.equals(parts) ? totals : List.of());
    }

    /** The same where the table, all nights together, has so many rows. */
    Extracted with(long rows) {
        return with(rows, totals);
    }

    /** The same with what the source says of it. */
    Extracted with(long rows, List<SourceTotal> proof) {
        return new Extracted(
                source, table, fingerprint, base, columns, key, parts, deletedCount, rows, mark, readAt, proof);
    }
}

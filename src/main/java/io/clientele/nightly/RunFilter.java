package io.clientele.nightly;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Which runs to list, those asked for last first.
 *
 * @param businessDate null for every date
 * @param status null for every status
 * @param backfillId null for runs of any backfill and of none
 * @param limit at most so many
 * @param offset without the first so many
 */
public record RunFilter(
        @Nullable LocalDate businessDate,
        @Nullable RunStatus status,
        @Nullable String backfillId,
        int limit,
        int offset) {

    /** The last runs, whatever they were. */
    public static RunFilter last(int limit) {
        return new RunFilter(null, null, null, limit, 0);
    }
}

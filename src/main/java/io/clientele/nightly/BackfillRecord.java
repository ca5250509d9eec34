package io.clientele.nightly;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a backfill.
 *
 * @param backfillId names it; {@code [a-z0-9_-]}, at most 64 characters
 * @param endedAt null until it has ended
 * @param stopRequestedBy who asked it to stop
 * @param failure why it stopped
 * @param days in order; those that were selected when it was asked for
 */
public record BackfillRecord(
        String backfillId,
        BackfillRequest request,
        Status status,
        Instant requestedAt,
        @Nullable Instant endedAt,
        @Nullable String stopRequestedBy,
        @Nullable String failure,
        List<Day> days) {

    /** Where a backfill stands. */
    public enum Status {
        /** At work; or cut off, and the same request goes on with it. */
        RUNNING,
        /** Every day is published. */
        DONE,
        /** Some day is not. */
        FAILED,
        /** Ended as somebody asked, or for the sake of another one; the same request goes on with it. */
        STOPPED
    }

    /** What became of a day. */
    public enum DayStatus {
        OPEN,
        PUBLISHED,
        FAILED
    }

    /**
     * A day of it.
     *
     * @param runId the last run of it that this backfill began
     */
    public record Day(
            LocalDate businessDate,
            DayStatus status,
            @Nullable String runId) {}

    /** How many days have come to a state. */
    public long count(DayStatus status) {
        return days.stream().filter(day -> day.status() == status).count();
    }
}

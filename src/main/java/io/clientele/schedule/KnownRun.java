package io.clientele.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A run as far as the schedule has to know it.
 *
 * @param isScheduled whether the schedule itself began it
 * @param endedAt empty while it runs
 */
public record KnownRun(LocalDate businessDate, State state, boolean isScheduled, Optional<Instant> endedAt) {

    /** Where it stands. */
    public enum State {
        RUNNING,
        /** Its night is published. */
        COMPLETED,
        /** It may go better another time. */
        FAILED,
        /** Its process ended or died; nothing says that it would not have gone well. */
        CUT_OFF,
        /** Somebody stopped it, and somebody has to begin it again. */
        STOPPED
    }
}

package io.clientele.nightly;

import io.clientele.model.Refusal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of business dates that somebody wants nights of.
 *
 * @param from the first of them
 * @param to the last of them
 * @param requestedBy who asks, for the record
 * @param reason in the asker's words, for the record
 * @param trigger cli or api; one over the network goes on by itself when the server that was ended starts again
 * @param role what the asker may over the network; null elsewhere
 */
public record BackfillRequest(
        LocalDate from,
        LocalDate to,
        Selection selection,
        @Nullable String requestedBy,
        @Nullable String reason,
        String trigger,
        @Nullable String role) {

    /** At most so many dates. */
    public static final int MOST_DATES = 366;

    /** Which of the dates. */
    public enum Selection {
        /** All that are not published: those without any run, and those whose last run did not publish. */
        UNPUBLISHED,
        /** Those without any run. */
        MISSING,
        /** Those whose last run did not publish. */
        FAILED
    }

    /** Over the network. */
    static final String NETWORK = "api";

    /** A request from the command line. */
    public BackfillRequest(
            LocalDate from, LocalDate to, Selection selection, @Nullable String requestedBy, @Nullable String reason) {
        this(from, to, selection, requestedBy, reason, "cli", null);
    }

    /** @throws Refusal {@code USAGE} where the stretch ends before it begins, or is too long */
    public BackfillRequest {
        long dates = ChronoUnit.DAYS.between(from, to) + 1;
        if (dates < 1) {
            throw new Refusal(
                    Refusal.Kind.USAGE, "Cannot backfill: " + from + " is after " + to + ", where it should end");
        }
        if (dates > MOST_DATES) {
            throw new Refusal(
                    Refusal.Kind.USAGE,
                    "Cannot backfill: from " + from + " to " + to + " are " + dates + " dates, and at most "
                            + MOST_DATES + " may be");
        }
    }

    boolean comesOverTheNetwork() {
        return trigger.equals(NETWORK);
    }

    Actor actor() {
        return new Actor(requestedBy == null ? trigger : requestedBy, trigger, role);
    }
}

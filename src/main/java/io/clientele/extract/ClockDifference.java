package io.clientele.extract;

import java.time.Duration;
import java.time.Instant;

/** How far the clock of a source is from ours. */
record ClockDifference(Instant theirs, Instant ours) {

    private static final Duration WORTH_A_WORD = Duration.ofMinutes(5);
    private static final Duration ANOTHER_DAY = Duration.ofHours(12);

    /** Whether nobody can tell which day its records are of. */
    boolean isOfAnotherDay() {
        return ahead().abs().compareTo(ANOTHER_DAY) > 0;
    }

    boolean isWorthAWord() {
        return ahead().abs().compareTo(WORTH_A_WORD) > 0;
    }

    /** By how much; to the minute where it is worth a word. */
    String says() {
        if (isOfAnotherDay()) {
            return "its clock says " + theirs + ", ours " + ours + ": nobody can tell which day its records are of";
        }
        return isWorthAWord()
                ? "its clock is " + ahead().abs().toMinutes() + " minutes "
                        + (ahead().isNegative() ? "behind" : "ahead of") + " ours"
                : "its clock agrees with ours";
    }

    private Duration ahead() {
        return Duration.between(ours, theirs);
    }
}

package io.clientele.model;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;
import java.util.Set;

/**
 * When {@code nightly.yaml} wants its nights.
 *
 * @param cron Quartz's notation, seconds first; a night is for the day before the one on which it fires
 * @param timeZone the zone of the cron and of the deadline
 * @param holidays business dates that no night is due for
 * @param deadline when a night should be published, on the day on which it fires or, where that is not later, the day after
 * @param catchUpDays how many days back, from the last that is due, a night that did not happen is made up for; 1 is the last alone
 * @param attempts how often a night is begun by itself at most, while it fails
 * @param retryMinutes from the end of a failed attempt to the next
 * @param line where {@code file} says it
 */
public record Schedule(
        String cron,
        String timeZone,
        Set<LocalDate> holidays,
        Optional<LocalTime> deadline,
        int catchUpDays,
        int attempts,
        int retryMinutes,
        Path file,
        int line) {

    public Schedule {
        holidays = Set.copyOf(holidays);
    }

    /** One without anything that need not be said. */
    public static Schedule of(String cron, String timeZone) {
        return new Schedule(cron, timeZone, Set.of(), Optional.empty(), 1, 3, 15, Path.of("nightly.yaml"), 1);
    }
}

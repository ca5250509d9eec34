package io.clientele.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.clientele.model.NightlyJob;
import io.clientele.model.Refusal;
import io.clientele.model.Retention;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class NightCalendarTest {

    private static NightlyJob job(String cron, String zone) {
        return new NightlyJob(
                "nightly", cron, zone, List.of("x_v1"), Retention.DEFAULT, Path.of("jobs/nightly.yaml"), 3);
    }

    private static String next(String cron, String zone, String after) {
        return NightCalendar.of(job(cron, zone))
                .next(Instant.parse(after))
                .map(Object::toString)
                .orElse("never");
    }

    @Test
    void theNextNightIsTheFirstAfterTheMomentAndNotTheMomentItself() {
        assertThat(next("0 0 2 * * ?", "Europe/Berlin", "2026-11-21T00:59:59Z"))
                .isEqualTo("2026-11-21T02:00+01:00[Europe/Berlin]");
        assertThat(next("0 0 2 * * ?", "Europe/Berlin", "2026-11-21T01:00:00Z"))
                .isEqualTo("2026-11-22T02:00+01:00[Europe/Berlin]");
    }

    @Test
    void anHourThatTheClocksLeaveOutHasNoNightAndAnHourThatTheyRepeatHasOne() {
        assertThat(next("0 30 2 * * ?", "Europe/Berlin", "2026-03-28T12:00:00Z"))
                .isEqualTo("2026-03-30T02:30+02:00[Europe/Berlin]");
        assertThat(next("0 30 2 * * ?", "Europe/Berlin", "2026-10-24T12:00:00Z"))
                .isEqualTo("2026-10-25T02:30+01:00[Europe/Berlin]");
        assertThat(next("0 30 2 * * ?", "Europe/Berlin", "2026-10-25T01:30:00Z"))
                .isEqualTo("2026-10-26T02:30+01:00[Europe/Berlin]");
    }

    @Test
    void aScheduleThatHasEndedHasNoNextNight() {
        assertThat(next("0 0 2 1 1 ? 2020", "UTC", "2026-11-21T00:00:00Z")).isEqualTo("never");
    }

    @Test
    void aBrokenCronAndAnUnknownZoneAreBothToldWithTheFileAndTheLine() {
        assertThat(catchThrowableOfType(Refusal.class, () -> NightCalendar.of(job("0 0 25 * * ?", "Europe/Berlinn"))))
                .hasMessage("""
                        Cannot read the schedule: 2 problems
                          jobs/nightly.yaml:3: there is no time zone Europe/Berlinn
                          jobs/nightly.yaml:3: no cron of Quartz: 0 0 25 * * ?: Hour values must be between 0 and 23""");
        assertThat(catchThrowableOfType(Refusal.class, () -> NightCalendar.of(job("0 0 2", "UTC"))))
                .hasMessage("""
                        Cannot read the schedule: 1 problem
                          jobs/nightly.yaml:3: no cron of Quartz: 0 0 2: Unexpected end of expression.""");
    }
}

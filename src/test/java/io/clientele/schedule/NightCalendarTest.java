package io.clientele.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.clientele.model.Refusal;
import io.clientele.model.Schedule;
import io.clientele.schedule.NightCalendar.Due;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NightCalendarTest {

    private static NightCalendar calendar(String cron, String zone) {
        return NightCalendar.of(Schedule.of(cron, zone), ZoneId.of(zone));
    }

    private static String next(String cron, String zone, String after) {
        return calendar(cron, zone)
                .next(Instant.parse(after))
                .map(Due::dueAt)
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
    void anHourThatTheClocksLeaveOutHasItsNightAnHourLaterAndAnHourThatTheyRepeatHasOneTheFirstTime() {
        assertThat(next("0 30 2 * * ?", "Europe/Berlin", "2026-03-28T12:00:00Z"))
                .isEqualTo("2026-03-29T03:30+02:00[Europe/Berlin]");
        assertThat(next("0 30 2 * * ?", "Europe/Berlin", "2026-03-29T01:30:00Z"))
                .isEqualTo("2026-03-30T02:30+02:00[Europe/Berlin]");
        assertThat(next("0 30 2 * * ?", "Europe/Berlin", "2026-10-24T12:00:00Z"))
                .isEqualTo("2026-10-25T02:30+02:00[Europe/Berlin]");
        assertThat(next("0 30 2 * * ?", "Europe/Berlin", "2026-10-25T00:30:00Z"))
                .isEqualTo("2026-10-26T02:30+01:00[Europe/Berlin]");
    }

    @Test
    void aDayHasOneNightHoweverOftenItsCronFires() {
        NightCalendar hourly = calendar("0 0 * * * ?", "UTC");

        assertThat(hourly.latest(Instant.parse("2026-11-21T17:45:00Z")).map(Due::businessDate))
                .contains(LocalDate.of(2026, 11, 20));
        assertThat(hourly.next(Instant.parse("2026-11-21T17:45:00Z")).map(Due::dueAt))
                .contains(ZonedDateTime.parse("2026-11-22T00:00Z[UTC]"));
    }

    @Test
    void aScheduleThatHasEndedHasNoNextNight() {
        assertThat(next("0 0 2 1 1 ? 2020", "UTC", "2026-11-21T00:00:00Z")).isEqualTo("never");
        assertThat(calendar("0 0 2 1 1 ? 2020", "UTC").latest(Instant.parse("2026-11-21T00:00:00Z")))
                .isEmpty();
    }

    @Test
    void onWorkingDaysTheLastNightOfAMondayIsThatOfFridaysEndUntilItFires() {
        NightCalendar workdays = calendar("0 0 3 ? * TUE-SAT", "Europe/Berlin");

        assertThat(workdays.latest(Instant.parse("2026-11-23T12:00:00Z")).map(Due::businessDate))
                .contains(LocalDate.of(2026, 11, 20));
        assertThat(workdays.latest(Instant.parse("2026-11-24T02:00:00Z")).map(Due::businessDate))
                .contains(LocalDate.of(2026, 11, 23));
        assertThat(workdays.of(LocalDate.of(2026, 11, 22))).isEmpty();
    }

    @Test
    void aHolidayHasNoNightAndADeadlineBeforeTheNightIsMeantForTheNextDay() {
        NightCalendar calendar = NightCalendar.of(
                new Schedule(
                        "0 0 22 * * ?",
                        "Europe/Berlin",
                        Set.of(LocalDate.of(2026, 12, 25)),
                        Optional.of(LocalTime.of(7, 0)),
                        1,
                        3,
                        15,
                        Path.of("jobs/nightly.yaml"),
                        3),
                ZoneId.of("Europe/Berlin"));

        assertThat(calendar.of(LocalDate.of(2026, 12, 25))).isEmpty();
        assertThat(calendar.of(LocalDate.of(2026, 12, 24)).flatMap(Due::deadline))
                .contains(ZonedDateTime.parse("2026-12-26T07:00+01:00[Europe/Berlin]"));
    }

    @Test
    void noNightBeginsBeforeItsDayIsOverWhereBusinessIsDone() {
        NightCalendar abroad =
                NightCalendar.of(Schedule.of("0 30 5 * * ?", "Europe/Berlin"), ZoneId.of("America/New_York"));

        assertThat(abroad.of(LocalDate.of(2026, 11, 20)).map(Due::dueAt))
                .contains(ZonedDateTime.parse("2026-11-21T06:00+01:00[Europe/Berlin]"));
        assertThat(abroad.of(LocalDate.of(2026, 3, 15)).map(Due::dueAt))
                .as("while America has put its clocks forward and Europe has not")
                .contains(ZonedDateTime.parse("2026-03-16T05:30+01:00[Europe/Berlin]"));
    }

    @Test
    void aBrokenCronAndAnUnknownZoneAreBothToldWithTheFileAndTheLine() {
        assertThat(refusal("0 0 25 * * ?", "Europe/Berlinn")).hasMessage("""
                        Cannot read the schedule: 2 problems
                          nightly.yaml:1: there is no time zone Europe/Berlinn
                          nightly.yaml:1: no cron of Quartz: 0 0 25 * * ?: Hour values must be between 0 and 23""");
        assertThat(refusal("0 0 2", "UTC")).hasMessage("""
                        Cannot read the schedule: 1 problem
                          nightly.yaml:1: no cron of Quartz: 0 0 2: Unexpected end of expression.""");
    }

    private static Refusal refusal(String cron, String zone) {
        return catchThrowableOfType(Refusal.class, () -> NightCalendar.of(Schedule.of(cron, zone), ZoneId.of("UTC")));
    }
}

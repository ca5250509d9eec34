package io.clientele.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.model.Schedule;
import io.clientele.schedule.KnownRun.State;
import io.clientele.schedule.NightCalendar.Due;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Fourteen days around a change of the clocks, with the machine switched off in their middle: every date has its one run. */
class OutagesTest {

    private static final Duration NIGHT = Duration.ofMinutes(20);
    private static final int DAYS_BEFORE = 3;
    private static final int DAYS_AFTER = 10;

    private static final List<Duration> OUTAGES = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(59),
            Duration.ofHours(3),
            Duration.ofDays(1),
            Duration.ofDays(3),
            Duration.ofDays(7));

    static Stream<ZoneId> zones() {
        return Stream.of(
                        "Europe/Berlin",
                        "America/New_York",
                        "Australia/Lord_Howe",
                        "America/Santiago",
                        "Africa/Cairo",
                        "Asia/Beirut",
                        "Pacific/Auckland",
                        "America/Havana",
                        "Atlantic/Azores",
                        "Asia/Jerusalem")
                .map(ZoneId::of);
    }

    @ParameterizedTest
    @MethodSource("zones")
    void withBothChangesOfTheClocksSevenTimesOfTheNightAndSixOutagesEveryDateHasExactlyOneRun(ZoneId zone) {
        int cases = 0;
        for (ZoneOffsetTransition change : changes(zone)) {
            for (LocalTime time : times()) {
                for (Duration outage : OUTAGES) {
                    Machine machine = new Machine(zone, zone, time, change.getInstant(), outage);
                    machine.live();

                    assertThat(machine.published)
                            .as("%s, %s, %s, off for %s", zone, change, time, outage)
                            .containsExactlyInAnyOrderElementsOf(machine.expected());
                    assertThat(machine.begunTooEarly).isEmpty();
                    assertThat(machine.begunOnTime).isGreaterThanOrEqualTo(DAYS_BEFORE - 1);
                    cases++;
                }
            }
        }

        assertThat(cases).isEqualTo(2 * 7 * 6);
    }

    @ParameterizedTest
    @MethodSource("zones")
    void whereTheClockOfTheScheduleIsNotThatOfTheBusinessEveryDateHasExactlyOneRunToo(ZoneId business) {
        for (ZoneOffsetTransition change : changes(business)) {
            for (LocalTime time : times()) {
                Machine machine = new Machine(
                        ZoneId.of("Europe/London"), business, time, change.getInstant(), Duration.ofHours(1));
                machine.live();

                assertThat(machine.published)
                        .as("%s, %s, %s", business, change, time)
                        .containsExactlyInAnyOrderElementsOf(machine.expected());
                assertThat(machine.begunTooEarly).isEmpty();
            }
        }
    }

    private static List<ZoneOffsetTransition> changes(ZoneId zone) {
        ZoneOffsetTransition first = Objects.requireNonNull(
                zone.getRules().nextTransition(Instant.parse("2024-12-31T23:59:59Z")), "a change of the clocks");
        ZoneOffsetTransition second =
                Objects.requireNonNull(zone.getRules().nextTransition(first.getInstant()), "a second change");
        assertThat(first.isGap()).isNotEqualTo(second.isGap());
        return List.of(first, second);
    }

    private static List<LocalTime> times() {
        return IntStream.rangeClosed(0, 6)
                .mapToObj(half -> LocalTime.of(0, 30).plusMinutes(30L * half))
                .toList();
    }

    /** A machine that looks every hour, in every minute around the hours in which something is due, and not while it is off. */
    private static final class Machine {

        private final ZoneId zone;
        private final ZoneId business;
        private final LocalTime time;
        private final LocalDate changesOn;
        private final Instant off;
        private final Instant on;
        private final Reconciler reconciler;
        private final List<KnownRun> runs = new ArrayList<>();
        private final List<LocalDate> published = new ArrayList<>();
        private final List<LocalDate> begunTooEarly = new ArrayList<>();
        private int begunOnTime;
        private Optional<LocalDate> running = Optional.empty();
        private Instant endsAt = Instant.EPOCH;

        Machine(ZoneId zone, ZoneId business, LocalTime time, Instant change, Duration outage) {
            this.zone = zone;
            this.business = business;
            this.time = time;
            this.changesOn = LocalDate.ofInstant(change, zone);
            this.off = ZonedDateTime.of(changesOn, time, zone).toInstant().minusSeconds(30);
            this.on = off.plus(outage);
            String cron = "0 " + time.getMinute() + " " + time.getHour() + " * * ?";
            Schedule schedule =
                    new Schedule(cron, zone.getId(), Set.of(), Optional.empty(), 9, 3, 15, Path.of("nightly.yaml"), 1);
            this.reconciler = new Reconciler(NightCalendar.of(schedule, business));
            LocalDate before = changesOn.minusDays(DAYS_BEFORE + 2L);
            for (int back = 0; back < 10; back++) { // what was published before anybody looked
                runs.add(new KnownRun(before.minusDays(back), State.COMPLETED, true, Optional.of(Instant.EPOCH)));
            }
        }

        /** The business dates of every day but those whose runs were known at the beginning. */
        List<LocalDate> expected() {
            return changesOn
                    .minusDays(DAYS_BEFORE + 1L)
                    .datesUntil(changesOn.plusDays(DAYS_AFTER))
                    .toList();
        }

        void live() {
            for (Instant now : looks()) {
                end(now);
                boolean isOff = !now.isBefore(off) && now.isBefore(on);
                if (isOff) {
                    cutOff(now);
                } else if (running.isEmpty()) {
                    reconciler.toBegin(now, known()).ifPresent(due -> begin(due, now));
                }
            }
        }

        private Set<Instant> looks() {
            Set<Instant> looks = new TreeSet<>();
            Instant from = changesOn.minusDays(DAYS_BEFORE).atStartOfDay(zone).toInstant();
            Instant to =
                    changesOn.plusDays(DAYS_AFTER).atTime(23, 0).atZone(zone).toInstant();
            for (Instant now = from; now.isBefore(to); now = now.plus(Duration.ofHours(1))) {
                looks.add(now);
            }
            for (LocalDate day : expected()) {
                Instant due = ZonedDateTime.of(day.plusDays(1), time, zone).toInstant();
                for (int minutes = -61; minutes <= 61; minutes += minutes < -2 || minutes > 1 ? 20 : 1) {
                    looks.add(due.plus(Duration.ofMinutes(minutes)));
                }
            }
            looks.add(off);
            for (int minutes = 0; minutes <= 600; minutes += 10) { // time for all that was missed
                looks.add(on.plus(Duration.ofMinutes(minutes)));
            }
            looks.removeIf(now -> now.isBefore(from) || now.isAfter(to));
            return looks;
        }

        private List<KnownRun> known() {
            List<KnownRun> known = new ArrayList<>(runs);
            running.ifPresent(date -> known.add(new KnownRun(date, State.RUNNING, true, Optional.empty())));
            return known;
        }

        private void begin(Due due, Instant now) {
            running = Optional.of(due.businessDate());
            endsAt = now.plus(NIGHT);
            if (now.equals(
                    ZonedDateTime.of(due.businessDate().plusDays(1), time, zone).toInstant())) {
                begunOnTime++;
            }
            if (now.isBefore(
                    due.businessDate().plusDays(1).atStartOfDay(business).toInstant())) {
                begunTooEarly.add(due.businessDate());
            }
        }

        private void end(Instant now) {
            if (running.isPresent() && !endsAt.isAfter(now)) {
                runs.add(new KnownRun(running.get(), State.COMPLETED, true, Optional.of(endsAt)));
                published.add(running.get());
                running = Optional.empty();
            }
        }

        private void cutOff(Instant now) {
            running.ifPresent(date -> runs.add(new KnownRun(date, State.CUT_OFF, true, Optional.of(now))));
            running = Optional.empty();
        }
    }
}

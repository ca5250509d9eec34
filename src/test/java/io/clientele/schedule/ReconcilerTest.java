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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReconcilerTest {

    private static final LocalDate FRIDAY = LocalDate.of(2026, 11, 20);
    private static final Instant DUE = Instant.parse("2026-11-21T03:00:00Z");

    private static Reconciler reconciler(int catchUpDays) {
        Schedule schedule = new Schedule(
                "0 0 3 * * ?",
                "UTC",
                Set.of(),
                Optional.of(LocalTime.of(7, 0)),
                catchUpDays,
                3,
                15,
                Path.of("nightly.yaml"),
                1);
        return new Reconciler(NightCalendar.of(schedule, ZoneId.of("UTC")));
    }

    private static Optional<LocalDate> toBegin(Instant now, KnownRun... runs) {
        return reconciler(1).toBegin(now, List.of(runs)).map(Due::businessDate);
    }

    private static KnownRun run(LocalDate businessDate, State state, Instant ended) {
        return new KnownRun(businessDate, state, true, Optional.of(ended));
    }

    @Test
    void aNightIsBegunAtItsMinuteAndNotASecondBefore() {
        KnownRun thursday = run(FRIDAY.minusDays(1), State.COMPLETED, DUE.minusSeconds(80_000));

        assertThat(toBegin(DUE.minusSeconds(1), thursday)).isEmpty();
        assertThat(toBegin(DUE, thursday)).contains(FRIDAY);
    }

    @Test
    void aNightThatIsPublishedIsNotBegunAgainWhoeverBeganIt() {
        KnownRun byHand = new KnownRun(FRIDAY, State.COMPLETED, false, Optional.of(DUE));

        assertThat(toBegin(DUE.plusSeconds(3600), byHand)).isEmpty();
    }

    @Test
    void aNightThatRunsIsNotBegunAgainAndABackfillOfOtherDatesDoesNotKeepItFromBeingBegun() {
        KnownRun backfill = new KnownRun(LocalDate.of(2026, 5, 1), State.RUNNING, false, Optional.empty());
        KnownRun itself = new KnownRun(FRIDAY, State.RUNNING, false, Optional.empty());

        assertThat(toBegin(DUE, backfill)).contains(FRIDAY);
        assertThat(toBegin(DUE, itself)).isEmpty();
    }

    @Test
    void aNightThatFailedIsBegunAgainAfter15MinutesAndThreeTimesAtMost() {
        KnownRun first = run(FRIDAY, State.FAILED, DUE.plusSeconds(60));
        KnownRun second = run(FRIDAY, State.FAILED, DUE.plusSeconds(60 * 20));
        KnownRun third = run(FRIDAY, State.FAILED, DUE.plusSeconds(60 * 40));

        assertThat(toBegin(DUE.plusSeconds(60 * 15), first)).isEmpty();
        assertThat(toBegin(DUE.plusSeconds(60 * 16), first)).contains(FRIDAY);
        assertThat(toBegin(DUE.plusSeconds(60 * 35), first, second)).contains(FRIDAY);
        assertThat(toBegin(DUE.plusSeconds(60 * 600), first, second, third)).isEmpty();
    }

    @Test
    void aNightThatWasCutOffGoesOnAtOnceAndOneThatSomebodyStoppedDoesNot() {
        assertThat(toBegin(DUE.plusSeconds(61), run(FRIDAY, State.CUT_OFF, DUE.plusSeconds(60))))
                .contains(FRIDAY);
        assertThat(toBegin(DUE.plusSeconds(86_000), run(FRIDAY, State.STOPPED, DUE.plusSeconds(60))))
                .isEmpty();
    }

    @Test
    void afterAWeekWithoutPowerTheLastNightIsMadeUpForOrAsManyAsAreWantedTheLastFirst() {
        Instant power = DUE.plusSeconds(7 * 86_400 + 5 * 3600);

        assertThat(reconciler(1).missing(power, List.of()).stream().map(Due::businessDate))
                .containsExactly(FRIDAY.plusDays(7));
        assertThat(reconciler(3).missing(power, List.of()).stream().map(Due::businessDate))
                .containsExactly(FRIDAY.plusDays(7), FRIDAY.plusDays(6), FRIDAY.plusDays(5));
    }

    @Test
    void aNightWaitsToBeBegunFromWhenItIsDueUntilARunIsForItAndAgainWhereThatRunDied() {
        KnownRun running = new KnownRun(FRIDAY, State.RUNNING, true, Optional.empty());
        Instant later = DUE.plusSeconds(90);

        assertThat(lag(DUE.minusSeconds(1), run(FRIDAY.minusDays(1), State.COMPLETED, DUE)))
                .isZero();
        assertThat(lag(later)).isEqualTo(Duration.ofSeconds(90));
        assertThat(lag(later, running)).isZero();
        assertThat(lag(later, run(FRIDAY, State.FAILED, DUE))).isZero();
        assertThat(lag(later, run(FRIDAY, State.CUT_OFF, DUE))).isEqualTo(Duration.ofSeconds(90));
        assertThat(reconciler(3).lag(later, List.of(running))).isEqualTo(Duration.ofSeconds(90 + 2 * 86_400));
    }

    private static Duration lag(Instant now, KnownRun... runs) {
        return reconciler(1).lag(now, List.of(runs));
    }

    @Test
    void aNightIsLateFromItsDeadlineOnAlsoWhereNoRunOfItWasEverBegun() {
        Instant seven = Instant.parse("2026-11-21T07:00:00Z");
        KnownRun published = run(FRIDAY, State.COMPLETED, seven.minusSeconds(60));
        KnownRun running = new KnownRun(FRIDAY, State.RUNNING, true, Optional.empty());

        assertThat(reconciler(1).late(seven.minusSeconds(1), List.of())).isEmpty();
        assertThat(reconciler(1).late(seven, List.of()).stream().map(Due::businessDate))
                .containsExactly(FRIDAY);
        assertThat(reconciler(1).late(seven, List.of(running))).hasSize(1);
        assertThat(reconciler(1).late(seven, List.of(published))).isEmpty();
    }
}

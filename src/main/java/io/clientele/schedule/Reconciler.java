package io.clientele.schedule;

import io.clientele.schedule.KnownRun.State;
import io.clientele.schedule.NightCalendar.Due;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Compares what the schedule wants with the runs that there are. It knows no timers: whatever was slept through, fired twice or
 * lost, the next comparison finds.
 */
public final class Reconciler {

    private final NightCalendar calendar;

    public Reconciler(NightCalendar calendar) {
        this.calendar = calendar;
    }

    /**
     * The nights within the catch-up window that are due and are not published, the last first, because it is the one that readers
     * wait for.
     */
    public List<Due> missing(Instant now, List<KnownRun> runs) {
        return window(now).stream()
                .filter(due -> !has(State.COMPLETED, due.businessDate(), runs))
                .toList();
    }

    /**
     * For how long a night has been due that no run has been for but one that its process left behind; of several nights the longest,
     * zero if there is none.
     */
    public Duration lag(Instant now, List<KnownRun> runs) {
        return window(now).stream()
                .filter(due -> runs.stream()
                        .allMatch(run -> run.state() == State.CUT_OFF
                                || !run.businessDate().equals(due.businessDate())))
                .map(due -> Duration.between(due.dueAt().toInstant(), now))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /**
     * The night to begin now, if any: none that runs, failed lately or too often, or was stopped. Runs of other dates do not keep it
     * from being begun: who launches runs lets it wait for them.
     */
    public Optional<Due> toBegin(Instant now, List<KnownRun> runs) {
        return missing(now, runs).stream()
                .filter(due -> mayBegin(due.businessDate(), now, runs))
                .findFirst();
    }

    /** The nights within the catch-up window that are not published although their deadline has passed, run or no run. */
    public List<Due> late(Instant now, List<KnownRun> runs) {
        return missing(now, runs).stream()
                .filter(due -> due.deadline()
                        .filter(deadline -> !deadline.toInstant().isAfter(now))
                        .isPresent())
                .toList();
    }

    private List<Due> window(Instant now) {
        Optional<Due> latest = calendar.latest(now);
        if (latest.isEmpty()) {
            return List.of();
        }
        List<Due> window = new ArrayList<>();
        for (int back = 0; back < calendar.schedule().catchUpDays(); back++) {
            calendar.of(latest.get().businessDate().minusDays(back))
                    .filter(due -> due.isDue(now))
                    .ifPresent(window::add);
        }
        return window;
    }

    private boolean mayBegin(LocalDate businessDate, Instant now, List<KnownRun> runs) {
        List<KnownRun> attempts = runs.stream()
                .filter(run -> run.businessDate().equals(businessDate))
                .toList();
        Optional<KnownRun> last =
                attempts.stream().max(Comparator.comparing(run -> run.endedAt().orElse(Instant.MAX)));
        long own = attempts.stream().filter(KnownRun::isScheduled).count();
        return last.isEmpty() || own < calendar.schedule().attempts() && mayFollow(last.get(), now);
    }

    private boolean mayFollow(KnownRun last, Instant now) {
        Duration pause = Duration.ofMinutes(calendar.schedule().retryMinutes());
        return switch (last.state()) {
            case CUT_OFF -> true;
            case FAILED ->
                last.endedAt().filter(ended -> !ended.plus(pause).isAfter(now)).isPresent();
            case RUNNING, COMPLETED, STOPPED -> false;
        };
    }

    private static boolean has(State state, LocalDate businessDate, List<KnownRun> runs) {
        return runs.stream()
                .anyMatch(run -> run.state() == state && run.businessDate().equals(businessDate));
    }
}

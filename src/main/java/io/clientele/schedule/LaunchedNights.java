package io.clientele.schedule;

import io.clientele.nightly.RunFilter;
import io.clientele.nightly.RunLauncher;
import io.clientele.nightly.RunRecord;
import io.clientele.nightly.RunRequest;
import io.clientele.nightly.StepListener;
import io.clientele.schedule.KnownRun.State;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The nights of the one launcher of runs. */
public final class LaunchedNights implements Nights {

    /** Who begins its runs, in their records. */
    public static final String TRIGGER = "schedule";

    /** More than a schedule can make up for, with all its attempts. */
    private static final int ENOUGH = 5_000;

    private static final Logger LOG = LoggerFactory.getLogger(LaunchedNights.class);

    private final RunLauncher launcher;

    public LaunchedNights(RunLauncher launcher) {
        this.launcher = launcher;
    }

    @Override
    public List<KnownRun> runs() {
        return launcher.list(RunFilter.last(ENOUGH)).stream()
                .map(LaunchedNights::known)
                .toList();
    }

    private static KnownRun known(RunRecord run) {
        return new KnownRun(
                run.businessDate(),
                state(run),
                run.trigger().equals(TRIGGER),
                Optional.ofNullable(
                        run.endedAt() == null && state(run) == State.CUT_OFF ? run.requestedAt() : run.endedAt()));
    }

    /** A run that nobody asked to stop ended with its process. */
    private static State state(RunRecord run) {
        return switch (run.status()) {
            case WAITING, RUNNING -> run.isDead() ? State.CUT_OFF : State.RUNNING;
            case PUBLISHED, UNCHANGED -> State.COMPLETED;
            case REFUSED, FAILED -> State.FAILED;
            case STOPPED -> run.stopRequestedBy() == null ? State.CUT_OFF : State.STOPPED;
            case KILLED -> State.CUT_OFF;
        };
    }

    @Override
    public void run(LocalDate businessDate) {
        try {
            launcher.run(new RunRequest(businessDate, false, TRIGGER, null), StepListener.UNHEARD);
        } catch (RuntimeException recorded) { // in the run's record, from which the schedule goes on
            LOG.warn("The night of {} was not published", businessDate, recorded);
        }
    }
}

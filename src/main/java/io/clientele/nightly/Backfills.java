package io.clientele.nightly;

import io.clientele.model.Refusal;
import io.clientele.publish.PublishedMarts;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The nights of many dates, one after another, as a {@link RunLauncher} runs them. May be used by many threads. */
public final class Backfills {

    private static final Logger LOG = LoggerFactory.getLogger(Backfills.class);

    private final RunLauncher launcher;
    private final NightSettings settings;
    private final BackfillBook book;
    private final RunBook runs;
    private final Audit audit;

    Backfills(RunLauncher launcher, NightSettings settings, BackfillBook book, RunBook runs, Audit audit) {
        this.launcher = launcher;
        this.settings = settings;
        this.book = book;
        this.runs = runs;
        this.audit = audit;
    }

    /**
     * Which dates a backfill would run, in order; those of the one that was cut off, where there is one of the same dates.
     *
     * @throws Refusal {@code USAGE} where its dates are wrong
     */
    public List<LocalDate> plan(BackfillRequest request) {
        return book.unfinished(request)
                .map(unfinished -> unfinished.days().stream()
                        .filter(day -> day.status() == BackfillRecord.DayStatus.OPEN)
                        .map(BackfillRecord.Day::businessDate)
                        .toList())
                .orElseGet(() -> select(request));
    }

    private List<LocalDate> select(BackfillRequest request) {
        Map<LocalDate, RunRecord> ended = runs.lastEnded(request.from(), request.to());
        PublishedMarts marts = PublishedMarts.open(settings.marts());
        return request.from()
                .datesUntil(request.to().plusDays(1))
                .filter(day -> {
                    RunRecord last = ended.get(day);
                    boolean isMissing =
                            last == null && marts.newestRevision(day).isEmpty();
                    boolean isFailed = last != null && !last.status().isDone();
                    return switch (request.selection()) {
                        case UNPUBLISHED -> isMissing || isFailed;
                        case MISSING -> isMissing;
                        case FAILED -> isFailed;
                    };
                })
                .toList();
    }

    /**
     * Runs the nights of many dates, one after another, or goes on with the backfill of the same dates that was cut off; returns at
     * its end. Every other run that waits goes first.
     *
     * @param ended told of each day's run at its end
     * @throws Busy where another backfill is at work, or another run has the next of its dates
     * @throws Refusal {@code STOPPED}, {@code USAGE}; a day that fails otherwise does not keep the others from being run
     */
    public BackfillRecord run(BackfillRequest request, StepListener listener, Consumer<RunRecord> ended) {
        try (Backfill backfill = begin(request)) {
            return run(backfill, request, listener, ended);
        }
    }

    private Backfill begin(BackfillRequest request) {
        return Backfill.begin(settings.state(), book, audit, request, select(request));
    }

    private BackfillRecord run(
            Backfill backfill, BackfillRequest request, StepListener listener, Consumer<RunRecord> ended) {
        return backfill.run(
                (day, id) -> {
                    RunRecord record = launcher.runDay(dayOf(id, day, request), listener);
                    ended.accept(record);
                    return record;
                },
                launcher::isStopped);
    }

    private static RunRequest dayOf(String backfillId, LocalDate day, BackfillRequest request) {
        return new RunRequest(
                day, false, "backfill", request.requestedBy(), request.reason(), backfillId, List.of(), request.role());
    }

    /**
     * Begins a backfill, or goes on with the one of the same dates that was cut off, and returns; its days are run in a thread of its
     * own, and what becomes of them is in its record.
     *
     * @return its record as it is before it begins
     * @throws Busy where another backfill is at work
     */
    public BackfillRecord submit(BackfillRequest request, StepListener listener) {
        Backfill backfill = begin(request);
        launcher.aside(backfill.backfillId(), () -> runAside(backfill, request, listener));
        return find(backfill.backfillId()).orElseThrow();
    }

    /** Its failure is in its record. */
    private void runAside(Backfill backfill, BackfillRequest request, StepListener listener) {
        try (backfill) {
            run(backfill, request, listener, ended -> {});
        } catch (RuntimeException recorded) {
            LOG.warn("Backfill {} stopped: {}", backfill.backfillId(), recorded.getMessage());
        }
    }

    /**
     * Goes on with the backfill that was asked for over the network and that the end of its server cut off, if there is one and no
     * other is at work. One that somebody stopped waits for being asked for again.
     */
    public Optional<BackfillRecord> resume(StepListener listener) {
        return book.cutOff().flatMap(cutOff -> {
            try {
                return Optional.of(submit(cutOff.request(), listener));
            } catch (Busy another) {
                LOG.warn("Backfill {} does not go on: {}", cutOff.backfillId(), another.getMessage());
                return Optional.empty();
            }
        });
    }

    /**
     * Asks a backfill to stop, in whatever process it is: the run of its day is stopped, and no other day begins. Asked for again it goes
     * on.
     *
     * @param who asks, for the record
     * @return whether it was at work, or cut off
     */
    public boolean stop(String backfillId, Actor who) {
        Optional<BackfillRecord> found = find(backfillId);
        if (found.filter(backfill -> backfill.status() == BackfillRecord.Status.RUNNING)
                .isEmpty()) {
            return false;
        }
        audit.tell(who, "stop", backfillId, null, null);
        boolean wasAlive = book.askToStop(backfillId, who.name());
        runs.alive().stream()
                .filter(run -> backfillId.equals(run.backfillId()))
                .forEach(run -> launcher.askToStop(run.runId(), who.name()));
        Backfill.endIfAbandoned(settings.state(), book, backfillId);
        return wasAlive;
    }

    /** A backfill by its name. */
    public Optional<BackfillRecord> find(String backfillId) {
        return book.find(backfillId);
    }

    /** Those asked for last first. */
    public List<BackfillRecord> list(int limit) {
        return book.last(limit);
    }
}

package io.clientele.nightly;

import io.clientele.model.Catalogue;
import io.clientele.model.ColumnLineage;
import io.clientele.model.NightlyJob;
import io.clientele.model.Refusal;
import io.clientele.publish.PublicationListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way to start anything, for the command line, the schedule and the network alike. A business date has one run at a time, in
 * whatever process; nights of different dates wait for each other. May be used by many threads.
 */
public final class RunLauncher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunLauncher.class);

    /** So long the end waits for runs that are being stopped; what they leave then the next start mends. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final NightSettings settings;
    private final Audit audit;
    private final MetadataStore store;
    private final RunBook book;
    private final Backfills backfills;
    private final Map<String, Launch> here = new ConcurrentHashMap<>();
    private final Map<String, Thread> threads = new ConcurrentHashMap<>();
    private volatile boolean isStopped;

    private RunLauncher(NightSettings settings, MetadataStore store, RunListener listener) {
        this.settings = settings;
        this.audit = new Audit(settings);
        this.store = store;
        this.book = store.book(listener);
        this.backfills = new Backfills(this, settings, store.backfills(), book, audit);
    }

    /** A launcher whose runs nobody is told the end of. */
    public static RunLauncher open(NightSettings settings) {
        return open(settings, RunListener.NONE);
    }

    /**
     * Opens the metadata of runs, and mends what killed runs left, unless another run is at work.
     *
     * @param listener told of the end of each run, also of those that are found to be dead
     * @throws Refusal {@code FAILED} where the metadata cannot be opened, {@code USAGE} where the data folder cannot be written
     */
    public static RunLauncher open(NightSettings settings, RunListener listener) {
        StateFolder.make(settings.state());
        RunLauncher launcher = new RunLauncher(settings, MetadataStore.open(settings), listener);
        try {
            launcher.mend();
        } catch (RuntimeException e) {
            launcher.close();
            throw e;
        }
        return launcher;
    }

    private void mend() {
        Instant now = WallClock.now();
        RunHolder me = new RunHolder(RunIds.next(now), ProcessHandle.current().pid(), now);
        NightLock.tryTake(settings.state(), me).ifPresent(alone -> {
            try (alone) {
                new Recovery(settings, store, book).mend(me.runId());
            }
        });
    }

    /**
     * What {@code jobs/} says now, compiled.
     *
     * @throws Refusal {@code USAGE} where models, policies or sources are wrong
     */
    public Catalogue catalogue() {
        return Ingredients.read(settings).catalogue();
    }

    /**
     * What the columns of the models come from, by what {@code jobs/} says now.
     *
     * @throws Refusal {@code USAGE} where models, policies or sources are wrong
     */
    public ColumnLineage lineage() {
        Ingredients ingredients = Ingredients.read(settings);
        return ColumnLineage.of(ingredients.catalogue(), ingredients.policies());
    }

    /** What {@code nightly.yaml} says now. */
    public NightlyJob job() {
        return catalogue().job();
    }

    /**
     * What {@link #run} would do now.
     *
     * @throws Refusal {@code USAGE} where models, policies, sources or settings are wrong, or where a night would go on that was
     *     begun with others
     */
    public RunPlan plan(RunRequest request) {
        return new Nightly(settings, Ingredients.read(settings), store).plan(request);
    }

    /**
     * Runs a night, goes on with it, or finds that it is published; returns at its end.
     *
     * @throws Busy where another run has the business date
     * @throws Refusal where it cannot be finished
     */
    public RunOutcome run(RunRequest request, StepListener listener) {
        return run(request, listener, PublicationListener.NONE);
    }

    RunOutcome run(RunRequest request, StepListener listener, PublicationListener publicationListener) {
        Launch launch = enter(request, listener);
        try {
            return launch.run(publicationListener);
        } finally {
            leave(launch);
        }
    }

    /** Runs a night for who holds the night lock and keeps it. */
    RunOutcome run(RunRequest request, StepListener listener, NightLock held) {
        Launch launch = enter(request, listener);
        try {
            return launch.runWithLock(held);
        } finally {
            leave(launch);
        }
    }

    private void leave(Launch launch) {
        here.remove(launch.runId());
        launch.leave();
    }

    /**
     * Takes the business date and returns; the run goes on in a thread of its own, and its end is in its record.
     *
     * @return its record as it is before it begins
     * @throws Busy where another run has the business date
     */
    public RunRecord submit(RunRequest request, StepListener listener) {
        Launch launch = enter(request, listener);
        RunRecord record = find(launch.runId()).orElseThrow();
        aside("run-" + launch.runId(), () -> runAside(launch));
        return record;
    }

    /** Does work in a thread of its own, which the end of this launcher waits for. */
    void aside(String name, Runnable work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } finally {
                        threads.remove(name);
                    }
                },
                name);
        threads.put(name, thread);
        thread.start();
    }

    /** Its failure is in its record. */
    private void runAside(Launch launch) {
        try {
            launch.run(PublicationListener.NONE);
        } catch (RuntimeException recorded) {
            launch.tell(recorded);
        } finally {
            leave(launch);
        }
    }

    private Launch enter(RunRequest request, StepListener listener) {
        if (request.isFull() && (request.reason() == null || request.reason().isBlank())) {
            throw new Refusal(
                    Refusal.Kind.USAGE,
                    "Cannot run all of " + request.businessDate() + " again without a reason: say it with --reason");
        }
        Launch launch = Launch.enter(settings, store, book, request, listener);
        here.put(launch.runId(), launch);
        if (isStopped) {
            launch.stop();
        }
        return launch;
    }

    /** Runs of many dates, one after another. */
    public Backfills backfills() {
        return backfills;
    }

    /**
     * Runs a day of a backfill; returns at its end.
     *
     * @return its record, which tells also of a failure
     * @throws Refusal {@code BUSY} where another run has the date; {@code STOPPED}, {@code USAGE} where no further day has to be tried
     */
    RunRecord runDay(RunRequest request, StepListener listener) {
        Launch launch = enter(request, listener);
        try {
            launch.run(PublicationListener.NONE);
        } catch (RuntimeException failure) {
            if (failure instanceof Refusal refusal
                    && (refusal.kind() == Refusal.Kind.STOPPED || refusal.kind() == Refusal.Kind.USAGE)) {
                throw refusal;
            }
            launch.tell(failure);
        } finally {
            leave(launch);
        }
        return find(launch.runId()).orElseThrow();
    }

    boolean isStopped() {
        return isStopped;
    }

    /** What a run wrote of its steps, a line each; empty where it wrote nothing, or what it wrote is gone. */
    public List<String> log(String runId) {
        try {
            return find(runId).isPresent() ? RunLog.read(settings, runId) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A run by its name. */
    public Optional<RunRecord> find(String runId) {
        return book.find(runId);
    }

    /** Runs, those asked for last first. */
    public List<RunRecord> list(RunFilter filter) {
        return book.list(filter);
    }

    /**
     * Asks a run to stop, in whatever process it is: the query under way is cancelled, and no further step begins. One of another
     * process hears of it within some seconds. Its record says when it has stopped.
     *
     * @param who asks, for the record
     * @return whether it was alive
     */
    public boolean stop(String runId, Actor who) {
        if (find(runId).filter(run -> !run.status().isEnd()).isEmpty()) {
            return false;
        }
        audit.tell(who, "stop", runId, null, null);
        return askToStop(runId, who.name());
    }

    boolean askToStop(String runId, String who) {
        boolean wasAlive = book.askToStop(runId, who);
        Launch launch = here.get(runId);
        if (launch != null) {
            launch.stop();
        }
        return wasAlive;
    }

    /** Ends every run of this process. No later one begins. */
    public void stop() {
        isStopped = true;
        here.values().forEach(Launch::stop);
    }

    /** Where runs are recorded, for what else is kept of them there. */
    public DataSource metadata() {
        return store.dataSource();
    }

    /** Stops every run and backfill of this process, waits a while until they are put away, and closes the metadata. */
    @Override
    public void close() {
        stop();
        awaitEnds(WallClock.now().plus(PATIENCE));
        store.close();
    }

    private void awaitEnds(Instant deadline) {
        try {
            for (Launch launch : here.values()) {
                if (!launch.awaitLeft(until(deadline))) {
                    LOG.error("Run {} was not put away in time; the next start mends what it leaves", launch.runId());
                }
            }
            for (Thread thread : threads.values()) {
                thread.join(Math.max(1, until(deadline).toMillis()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration until(Instant deadline) {
        return Duration.between(WallClock.now(), deadline);
    }
}

package io.clientele.nightly;

import io.clientele.model.Refusal;
import io.clientele.publish.Pointer;
import io.clientele.publish.PublicationException;
import io.clientele.publish.PublicationListener;
import io.clientele.publish.PublishedMarts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** One run, from its locks to its one end. */
final class Launch {

    private static final Logger LOG = LoggerFactory.getLogger(Launch.class);

    private final NightSettings settings;
    private final MetadataStore store;
    private final RunBook book;
    private final RunHolder me;
    private final RunRequest request;
    private final RunLog log;
    private final DateLock dateLock;
    private final CountDownLatch left = new CountDownLatch(1);
    private volatile boolean isStopped;
    private volatile @Nullable Nightly underWay;

    private Launch(
            NightSettings settings,
            MetadataStore store,
            RunBook book,
            RunHolder me,
            RunRequest request,
            RunLog log,
            DateLock dateLock) {
        this.settings = settings;
        this.store = store;
        this.book = book;
        this.me = me;
        this.request = request;
        this.log = log;
        this.dateLock = dateLock;
    }

    /**
     * Takes the business date and enters the run into the book.
     *
     * @throws Busy where another run has the date
     */
    static Launch enter(
            NightSettings settings, MetadataStore store, RunBook book, RunRequest request, StepListener listener) {
        Instant now = WallClock.now();
        RunHolder me = new RunHolder(RunIds.next(now), ProcessHandle.current().pid(), now);
        DateLock dateLock = DateLock.take(settings.state(), request.businessDate(), me);
        try {
            store.lock().take(request.businessDate(), me, Host.name());
            new Audit(settings)
                    .tell(
                            request.actor(),
                            request.isFull() ? "rerun" : "run",
                            me.runId(),
                            request.reason(),
                            request.words());
            book.enter(me.runId(), request, Host.name(), me.pid(), now);
        } catch (RuntimeException e) {
            dateLock.close();
            throw e;
        }
        RunLog log = RunLog.of(settings, me.runId(), listener);
        return new Launch(settings, store, book, me, request, log, dateLock);
    }

    String runId() {
        return me.runId();
    }

    /** Runs the night and records how it ended. */
    RunOutcome run(PublicationListener publicationListener) {
        try (MDC.MDCCloseable named = named();
                dateLock;
                Heartbeat heartbeat = Heartbeat.of(this::beat);
                NightLock alone = await()) {
            return runAlone(publicationListener);
        }
    }

    /** The same for who holds the night lock already. */
    RunOutcome runWithLock(NightLock held) {
        try (MDC.MDCCloseable named = named();
                dateLock;
                Heartbeat heartbeat = Heartbeat.of(this::beat)) {
            log.runEnters(runId());
            return runAlone(PublicationListener.NONE);
        }
    }

    private RunOutcome runAlone(PublicationListener publicationListener) {
        // its end stands in the book before the lock is free: whoever holds the lock takes those without an end for
        // dead
        RunOutcome outcome = night(publicationListener);
        end(outcome.isNew() ? RunStatus.PUBLISHED : RunStatus.UNCHANGED, outcome.version(), null);
        log.write((outcome.isNew() ? "published " : "found to be published ") + outcome.version());
        return outcome;
    }

    /** Every line of the log that is written for the run names it. */
    private MDC.MDCCloseable named() {
        return MDC.putCloseable("run", runId());
    }

    private NightLock await() {
        try {
            log.runEnters(runId());
            return NightLock.await(settings.state(), me, this::mayTryForTheNight, () -> isStopped, log);
        } catch (RuntimeException | Error e) {
            fail(e);
            throw e;
        }
    }

    private RunOutcome night(PublicationListener publicationListener) {
        try {
            new Recovery(settings, store, book).mend(runId());
            Nightly nightly = new Nightly(settings, Ingredients.read(settings), store);
            underWay = nightly;
            if (isStopped) {
                nightly.stop();
            }
            RunPlan plan = nightly.plan(request);
            return nightly.run(plan, request, begin(plan, nightly), log, publicationListener);
        } catch (RuntimeException | Error e) {
            fail(e);
            throw e;
        } finally {
            underWay = null;
        }
    }

    private void fail(Throwable e) {
        log.write(String.valueOf(e.getMessage()));
        try {
            end(statusOf(e), null, String.valueOf(e.getMessage()));
        } catch (RuntimeException alsoFailed) {
            e.addSuppressed(alsoFailed);
        }
    }

    /** A day of a backfill lets every other run go first. */
    private boolean mayTryForTheNight() {
        return request.backfillId() == null
                || book.alive().stream()
                        .noneMatch(run ->
                                run.status() == RunStatus.WAITING && run.backfillId() == null && Host.isAlive(run));
    }

    private Fence begin(RunPlan plan, Nightly nightly) {
        Optional<Pointer> before = PublishedMarts.open(settings.marts()).pointer();
        long token = store.lock()
                .token(
                        request.businessDate(),
                        runId(),
                        before.map(Pointer::fencingToken).orElse(0L));
        book.begin(
                runId(),
                plan.night(),
                nightly.fingerprints(),
                before.map(Pointer::version).orElse(null),
                token,
                WallClock.now());
        return new Fence(store.lock(), request.businessDate(), runId(), token);
    }

    private void end(RunStatus status, @Nullable String version, @Nullable String failure) {
        store.inTransaction(() -> {
            book.end(runId(), status, version, failure, WallClock.now());
            store.lock().release(request.businessDate(), runId());
        });
    }

    private static RunStatus statusOf(Throwable e) {
        if (e instanceof Refusal refusal) {
            return switch (refusal.kind()) {
                case STOPPED -> RunStatus.STOPPED;
                case GATE -> RunStatus.REFUSED;
                case USAGE, FAILED, BUSY, SOURCE -> RunStatus.FAILED;
            };
        }
        return e instanceof PublicationException ? RunStatus.REFUSED : RunStatus.FAILED;
    }

    /** Says that the run is alive, and looks whether somebody of another process asked it to stop. */
    private void beat() {
        try (MDC.MDCCloseable named = named()) {
            store.lock().beat(request.businessDate(), runId());
            if (book.isToStop(runId())) {
                stop();
            }
        }
    }

    /** Says that nobody is at work on it any more. */
    void leave() {
        left.countDown();
    }

    /** @return whether nobody is at work on it any more */
    boolean awaitLeft(Duration patience) throws InterruptedException {
        return left.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Tells of a failure that nobody waits for. */
    void tell(RuntimeException failure) {
        LOG.error("Run {} failed", runId(), failure);
    }

    /** Ends the run: the query under way is cancelled, and no further step begins. */
    void stop() {
        isStopped = true;
        Nightly nightly = underWay;
        if (nightly != null) {
            nightly.stop();
        }
    }
}

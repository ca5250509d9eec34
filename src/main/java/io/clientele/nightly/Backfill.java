package io.clientele.nightly;

import io.clientele.model.Refusal;
import io.clientele.nightly.BackfillRecord.Day;
import io.clientele.nightly.BackfillRecord.DayStatus;
import io.clientele.nightly.BackfillRecord.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The nights of a stretch of dates, one after another, the oldest first. Only one is at work at a time. */
final class Backfill implements AutoCloseable {

    private final BackfillBook book;
    private final String backfillId;
    private final LockFile lock;
    private final RunHolder me;

    private Backfill(BackfillBook book, String backfillId, LockFile lock, RunHolder me) {
        this.book = book;
        this.backfillId = backfillId;
        this.lock = lock;
        this.me = me;
    }

    /** Runs a day of it to its end and tells in its record what became of it. */
    interface DayRun {

        /**
         * @throws Refusal {@code BUSY} where another run has the date; {@code STOPPED}, {@code USAGE} where no further day has
         *     to be tried
         */
        RunRecord of(LocalDate businessDate, String backfillId);
    }

    /**
     * Enters a backfill into the book, or goes on with the one that was cut off.
     *
     * @param days those of a new one
     * @throws Busy where another one is at work
     */
    static Backfill begin(Path state, BackfillBook book, BackfillRequest request, List<LocalDate> days) {
        Instant now = WallClock.now();
        RunHolder me =
                new RunHolder("b" + RunIds.next(now), ProcessHandle.current().pid(), now);
        LockFile lock = lock(state, me);
        try {
            String id = book.unfinished(request).map(BackfillRecord::backfillId).orElse(me.runId());
            book.setAsideOthers(id, now);
            if (id.equals(me.runId())) {
                book.enter(id, request, days, now);
            } else {
                book.set(id, Status.RUNNING, null);
            }
            return new Backfill(book, id, lock, me);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static LockFile lock(Path state, RunHolder me) {
        Path path = state.resolve("locks/backfill.lock");
        try {
            LockFile.Attempt attempt = LockFile.attempt(path, me);
            if (attempt.lock() == null) {
                throw new Busy("backfill", attempt.holder(), List.of("another backfill is at work"));
            }
            return attempt.lock();
        } catch (IOException e) {
            throw StateFolder.unwritable(path, e);
        }
    }

    String backfillId() {
        return backfillId;
    }

    /** Runs every day that is open. A day that fails does not keep the others from being run. */
    BackfillRecord run(DayRun runDay, BooleanSupplier isStopped) {
        try {
            for (Day day : record().days()) {
                if (day.status() == DayStatus.OPEN) {
                    if (isStopped.getAsBoolean()) {
                        throw new Refusal(
                                Refusal.Kind.STOPPED,
                                "Stopped before " + day.businessDate() + ", as asked",
                                List.of("the same command goes on from there"));
                    }
                    run(day.businessDate(), runDay);
                }
            }
        } catch (RuntimeException e) {
            book.set(backfillId, Status.STOPPED, WallClock.now());
            throw e;
        }
        boolean isDone = record().count(DayStatus.PUBLISHED) == record().days().size();
        book.set(backfillId, isDone ? Status.DONE : Status.FAILED, WallClock.now());
        return record();
    }

    private void run(LocalDate day, DayRun runDay) {
        RunRecord ended = runDay.of(day, backfillId);
        DayStatus status = ended.status().isDone() ? DayStatus.PUBLISHED : DayStatus.FAILED;
        book.set(backfillId, day, status, ended.runId());
    }

    private BackfillRecord record() {
        return book.find(backfillId).orElseThrow();
    }

    @Override
    public void close() {
        lock.close();
    }
}

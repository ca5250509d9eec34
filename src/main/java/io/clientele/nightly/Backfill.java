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

    private Backfill(BackfillBook book, String backfillId, LockFile lock) {
        this.book = book;
        this.backfillId = backfillId;
        this.lock = lock;
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
    static Backfill begin(Path state, BackfillBook book, Audit audit, BackfillRequest request, List<LocalDate> days) {
        Instant now = WallClock.now();
        String fresh = RunHolder.BACKFILL + RunIds.next(now);
        String named = book.unfinished(request).map(BackfillRecord::backfillId).orElse(fresh);
        LockFile lock = lock(state, new RunHolder(named, ProcessHandle.current().pid(), now));
        try {
            String id = book.unfinished(request).map(BackfillRecord::backfillId).orElse(fresh);
            audit.tell(request.actor(), "backfill", id, request.reason(), words(request, id.equals(fresh)));
            book.setAsideOthers(id, now);
            if (id.equals(fresh)) {
                book.enter(id, request, days, now);
            } else {
                book.resume(id);
            }
            return new Backfill(book, id, lock);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static String words(BackfillRequest request, boolean isNew) {
        return "from=" + request.from() + " to=" + request.to() + " selection=" + request.selection()
                + (isNew ? "" : " goes on");
    }

    /** Records the end of one that somebody wants to end, where its process is gone and cannot. */
    static void endIfAbandoned(Path state, BackfillBook book, String backfillId) {
        RunHolder me = new RunHolder(backfillId, ProcessHandle.current().pid(), WallClock.now());
        try {
            LockFile lock = LockFile.attempt(path(state), me).lock();
            if (lock != null) {
                try (lock) {
                    book.end(backfillId, Status.STOPPED, "Stopped after its process had died.", WallClock.now());
                }
            }
        } catch (IOException e) {
            throw StateFolder.unwritable(path(state), e);
        }
    }

    private static Path path(Path state) {
        return state.resolve("locks/backfill.lock");
    }

    private static LockFile lock(Path state, RunHolder me) {
        Path path = path(state);
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

    /**
     * Runs every day that is open. A day that fails does not keep the others from being run.
     *
     * @param isClosing whether the process ends
     */
    BackfillRecord run(DayRun runDay, BooleanSupplier isClosing) {
        try {
            for (Day day : record().days()) {
                if (day.status() == DayStatus.OPEN) {
                    if (isClosing.getAsBoolean() || book.isToStop(backfillId)) {
                        throw new Refusal(
                                Refusal.Kind.STOPPED,
                                "Stopped before " + day.businessDate() + ", as asked",
                                List.of("the same command goes on from there"));
                    }
                    run(day.businessDate(), runDay);
                }
            }
        } catch (RuntimeException e) {
            stopped(e, isClosing.getAsBoolean());
            throw e;
        }
        boolean isDone = record().count(DayStatus.PUBLISHED) == record().days().size();
        book.end(backfillId, isDone ? Status.DONE : Status.FAILED, null, WallClock.now());
        return record();
    }

    /** One over the network that only the end of its server cuts off stays as it is, and goes on at the next start. */
    private void stopped(RuntimeException why, boolean isClosing) {
        try {
            BackfillRecord record = record();
            if (!isClosing || !record.request().comesOverTheNetwork() || record.stopRequestedBy() != null) {
                book.end(backfillId, Status.STOPPED, String.valueOf(why.getMessage()), WallClock.now());
            }
        } catch (RuntimeException alsoFailed) {
            why.addSuppressed(alsoFailed);
        }
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

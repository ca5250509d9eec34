package io.clientele.nightly;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Whoever holds it is the only one who runs or waits to run the nights of a business date in this data folder. */
final class DateLock implements AutoCloseable {

    /** A holder writes its name right after it took the lock. */
    private static final int LOOKS = 100;

    private static final long BETWEEN_LOOKS_NANOS = 10_000_000;

    private final LockFile file;

    private DateLock(LockFile file) {
        this.file = file;
    }

    /**
     * Takes the lock of a date.
     *
     * @throws Busy where another run holds it
     */
    static DateLock take(Path state, LocalDate businessDate, RunHolder me) {
        Path path = state.resolve("locks").resolve(businessDate + ".lock");
        try {
            LockFile.Attempt attempt = LockFile.attempt(path, me);
            for (int look = 1; isNameless(attempt) && look < LOOKS; look++) {
                LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
                attempt = LockFile.attempt(path, me);
            }
            LockFile file = attempt.lock();
            if (file == null) {
                throw busy(businessDate, attempt.holder());
            }
            return new DateLock(file);
        } catch (IOException e) {
            throw StateFolder.unwritable(state, e);
        }
    }

    private static boolean isNameless(LockFile.Attempt attempt) {
        return attempt.lock() == null && attempt.holder() == null;
    }

    private static Busy busy(LocalDate businessDate, @Nullable RunHolder holder) {
        return new Busy(
                "run " + businessDate,
                holder,
                holder == null
                        ? List.of()
                        : List.of("run " + holder.runId() + ", since " + holder.since() + ": ./clientele runs show "
                                + holder.runId()));
    }

    @Override
    public void close() {
        file.close();
    }
}

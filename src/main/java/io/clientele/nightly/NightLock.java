package io.clientele.nightly;

import io.clientele.model.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Whoever holds it is the only one who runs a night in this data folder. The operating system takes it from a dead process. */
final class NightLock implements AutoCloseable {

    private static final long BETWEEN_LOOKS_NANOS = 20_000_000;

    private final LockFile file;

    private NightLock(LockFile file) {
        this.file = file;
    }

    /**
     * Takes the lock.
     *
     * @throws Busy where another run holds it
     */
    static NightLock take(Path state, RunHolder me) {
        LockFile.Attempt attempt = attempt(state, me);
        if (attempt.lock() == null) {
            throw new Busy("run", attempt.holder(), List.of("at " + path(state)));
        }
        return new NightLock(attempt.lock());
    }

    /** Takes the lock if it is free. */
    static Optional<NightLock> tryTake(Path state, RunHolder me) {
        return Optional.ofNullable(attempt(state, me).lock()).map(NightLock::new);
    }

    /**
     * Waits until the lock is free.
     *
     * @param mayTry whether it is not somebody else's turn
     * @throws Refusal {@code STOPPED} where somebody does not want to wait any longer
     */
    static NightLock await(
            Path state, RunHolder me, BooleanSupplier mayTry, BooleanSupplier isStopped, StepListener listener) {
        @Nullable RunHolder told = null;
        while (!isStopped.getAsBoolean()) {
            if (mayTry.getAsBoolean()) {
                LockFile.Attempt attempt = attempt(state, me);
                if (attempt.lock() != null) {
                    return new NightLock(attempt.lock());
                }
                RunHolder holder = attempt.holder();
                if (holder != null && !holder.equals(told)) {
                    listener.waits(holder);
                    told = holder;
                }
            }
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        }
        throw new Refusal(Refusal.Kind.STOPPED, "Stopped before it began, as asked");
    }

    private static LockFile.Attempt attempt(Path state, RunHolder me) {
        try {
            return LockFile.attempt(path(state), me);
        } catch (IOException e) {
            throw StateFolder.unwritable(state, e);
        }
    }

    private static Path path(Path state) {
        return state.resolve("night.lock");
    }

    @Override
    public void close() {
        file.close();
    }
}

package io.clientele.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** While it is open, a signal that ends the process (Ctrl-C, SIGTERM) stops the work first and waits until it is put away. */
final class Interruption implements AutoCloseable {

    /** Longer than any step that cannot be cancelled takes to reach a safe place; after that the process ends all the same. */
    private static final long PATIENCE_SECONDS = 30;

    private final CountDownLatch putAway = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stopAndWait, "interruption");
    private boolean isInterrupted;
    private @Nullable Runnable stop;

    Interruption() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Says how the work is stopped; at once where the signal came before. */
    synchronized void stopsBy(Runnable howToStop) {
        stop = howToStop;
        if (isInterrupted) {
            howToStop.run();
        }
    }

    private synchronized void interrupt() {
        isInterrupted = true;
        if (stop != null) {
            stop.run();
        }
    }

    private void stopAndWait() {
        interrupt();
        try {
            if (!putAway.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("Not put away after " + PATIENCE_SECONDS + " s; the next run mends what is left.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        putAway.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyEnding) {
            Thread.yield(); // the hook runs, and has just been let go
        }
    }
}

package io.clientele.nightly;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does something every two seconds while a run is at work. */
final class Heartbeat implements AutoCloseable {

    private static final long SECONDS = 2;
    private static final long PATIENCE_SECONDS = 30;
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    private final ScheduledExecutorService beats;

    private Heartbeat(ScheduledExecutorService beats) {
        this.beats = beats;
    }

    static Heartbeat of(Runnable beat) {
        ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "heartbeat");
            thread.setDaemon(true);
            return thread;
        });
        beats.scheduleWithFixedDelay(() -> unlessItFails(beat), SECONDS, SECONDS, TimeUnit.SECONDS);
        return new Heartbeat(beats);
    }

    /** One that is missed is made up for by the next. */
    private static void unlessItFails(Runnable beat) {
        try {
            beat.run();
        } catch (RuntimeException e) {
            LOG.warn("A heartbeat was not written: {}", e.getMessage());
        }
    }

    /** Waits for the beat under way; it is not interrupted, for that would close the file of the metadata under it. */
    @Override
    public void close() {
        beats.shutdown();
        try {
            if (!beats.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("A heartbeat did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

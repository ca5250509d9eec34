package io.clientele.schedule;

import io.clientele.nightly.WallClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Lets what the scheduler has woken come to its end before anything is closed, but only for a while: by itself the scheduler would wait
 * for ever where its database does not answer. A night is waited for longer, by who runs it.
 */
final class SchedulerRest implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(SchedulerRest.class);

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long BETWEEN_LOOKS_NANOS = 20_000_000;

    private final Scheduler scheduler;
    private volatile boolean isRunning;

    SchedulerRest(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    public void start() {
        isRunning = true;
    }

    @Override
    public void stop() {
        isRunning = false;
        Instant deadline = WallClock.now().plus(PATIENCE);
        try {
            scheduler.standby();
            while (!scheduler.getCurrentlyExecutingJobs().isEmpty()
                    && WallClock.now().isBefore(deadline)) {
                LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
            }
        } catch (SchedulerException e) {
            LOG.warn("The scheduler was not put to rest: {}", e.getMessage());
        }
    }

    @Override
    public boolean isRunning() {
        return isRunning;
    }
}

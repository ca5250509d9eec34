package io.clientele.web.tell;

import io.clientele.nightly.RunFilter;
import io.clientele.nightly.RunLauncher;
import io.clientele.nightly.RunRecord;
import io.clientele.schedule.Alarm;
import io.clientele.schedule.Chore;
import io.clientele.schedule.NightCalendar.Due;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells everybody of each run that has ended and of each night that is late: one digest each. The records of the runs are what it is
 * told from, so a run and the news of it cannot part; what a receiver has not taken is kept and tried again, less and less often. No run
 * waits for it.
 */
final class Outbox implements Chore, Alarm {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    /** The last so many runs are looked at. */
    private static final int RUNS = 500;

    private final Deliveries deliveries;
    private final RunLauncher launcher;
    private final List<Channel> channels;
    private final InstantSource clock;

    Outbox(Deliveries deliveries, RunLauncher launcher, List<Channel> channels, InstantSource clock) {
        this.deliveries = deliveries;
        this.launcher = launcher;
        this.channels = channels;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "the notices";
    }

    @Override
    public void run() {
        Instant since = deliveries.since(Topic.NIGHTS);
        launcher.list(RunFilter.last(RUNS)).stream()
                .filter(run -> hasEndedSince(run, since))
                .forEach(run -> deliveries.keep(Notice.of(run, clock.instant())));
        channels.forEach(deliveries::deliver);
    }

    @Override
    public void isLate(Due night) {
        LOG.error("The night of {} is late: it was due at {}", night.businessDate(), night.dueAt());
        deliveries.keep(Notice.of(night, clock.instant()));
    }

    private static boolean hasEndedSince(RunRecord run, Instant since) {
        return run.endedAt() != null && !run.endedAt().isBefore(since);
    }
}

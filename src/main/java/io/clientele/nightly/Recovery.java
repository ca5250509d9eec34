package io.clientele.nightly;

import io.clientele.publish.PublicationListener;
import io.clientele.publish.Switch;
import java.util.Set;
import org.springframework.batch.core.job.JobExecution;

/** Puts in order what killed runs left behind. Only whoever holds the {@link NightLock} knows that they are dead. */
final class Recovery {

    private final NightSettings settings;
    private final MetadataStore store;
    private final RunBook book;

    Recovery(NightSettings settings, MetadataStore store, RunBook book) {
        this.settings = settings;
        this.store = store;
        this.book = book;
    }

    /** @param own the run that holds the lock */
    void mend(String own) {
        FormerAttempts attempts = new FormerAttempts(store.repository());
        for (String job : store.repository().getJobNames()) {
            store.repository().findRunningJobExecutions(job).stream()
                    .filter(this::isDead)
                    .forEach(attempts::end);
        }
        book.alive().stream()
                .filter(run -> !run.runId().equals(own) && isDead(run))
                .forEach(run -> book.end(run.runId(), RunStatus.KILLED, null, "Its process died.", WallClock.now()));
        new Switch(settings.marts(), Catalogues::write, PublicationListener.NONE).repair(Set.of());
    }

    private boolean isDead(JobExecution execution) {
        String runId = execution.getJobParameters().getString(RunLedger.RUN);
        return runId == null || !store.lock().isAliveElsewhere(runId, Host.name());
    }

    /** One that waits does not hold the lock, and is alive as long as its process is. */
    private boolean isDead(RunRecord run) {
        if (!run.host().equals(Host.name())) {
            return !store.lock().isAliveElsewhere(run.runId(), Host.name());
        }
        return run.status() != RunStatus.WAITING || !Host.isAlive(run);
    }
}

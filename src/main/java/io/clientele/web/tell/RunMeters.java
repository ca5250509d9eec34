package io.clientele.web.tell;

import io.clientele.nightly.RunListener;
import io.clientele.nightly.RunRecord;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;

/** Counts the runs of this server and how long they took, by how they ended. */
public final class RunMeters implements RunListener {

    private final MeterRegistry registry;

    RunMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void ended(RunRecord run) {
        String status = run.status().name().toLowerCase(Locale.ROOT);
        registry.counter("clientele.runs", "status", status, "trigger", run.trigger())
                .increment();
        if (run.beganAt() != null && run.endedAt() != null) {
            registry.timer("clientele.run", "status", status).record(Duration.between(run.beganAt(), run.endedAt()));
        }
    }
}

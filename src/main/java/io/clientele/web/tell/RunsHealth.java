package io.clientele.web.tell;

import io.clientele.nightly.NightSettings;
import io.clientele.nightly.RunFilter;
import io.clientele.nightly.RunLauncher;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Up while a run could begin: the metadata of runs answer, and its locks can be written. */
final class RunsHealth extends AbstractHealthIndicator {

    private final Path locks;
    private final RunLauncher launcher;

    RunsHealth(NightSettings settings, RunLauncher launcher) {
        super("Cannot reach the metadata of runs");
        this.locks = settings.state();
        this.launcher = launcher;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        launcher.list(RunFilter.last(1));
        if (Files.isDirectory(locks) && Files.isWritable(locks)) {
            builder.up();
        } else {
            builder.down().withDetail("locks", "cannot be written");
        }
    }
}

package io.clientele.nightly;

import io.clientele.publish.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what a run does into a file of its own, a line a step with its time (UTC), and tells another listener. */
final class RunLog implements StepListener {

    private static final Logger LOG = LoggerFactory.getLogger(RunLog.class);

    private final Path file;
    private final StepListener other;

    private RunLog(Path file, StepListener other) {
        this.file = file;
        this.other = other;
    }

    static RunLog of(NightSettings settings, String runId, StepListener other) {
        return new RunLog(file(settings, runId), other);
    }

    private static Path file(NightSettings settings, String runId) {
        return settings.state().resolve("runs").resolve(runId + ".log");
    }

    /** What a run has written so far; empty where it wrote nothing, or what it wrote is gone. */
    static List<String> read(NightSettings settings, String runId) throws IOException {
        Path file = file(settings, runId);
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /** A night does not fail because its log cannot be written. */
    void write(String text) {
        try {
            Files.createDirectories(file.getParent());
            String line = WallClock.now().truncatedTo(ChronoUnit.MILLIS) + "  " + text.replace("\n", "\n  ") + "\n";
            Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            LOG.warn("The log of a run was not written: {}", Reason.of(e));
        }
    }

    @Override
    public void runEnters(String runId) {
        write("run " + runId + " in process " + ProcessHandle.current().pid() + " on " + Host.name());
        other.runEnters(runId);
    }

    @Override
    public void waits(RunHolder holder) {
        write("waits for " + holder.words());
        other.waits(holder);
    }

    @Override
    public void nightBegins(String night, int stepCount) {
        write("night " + night + ", " + stepCount + " steps");
        other.nightBegins(night, stepCount);
    }

    @Override
    public void stepBegins(String step) {
        write(step);
        other.stepBegins(step);
    }

    @Override
    public void rowsRead(String step, long rowCount) {
        other.rowsRead(step, rowCount);
    }

    @Override
    public void stepEnds(String step, Duration took, String said) {
        write(step + " took " + seconds(took) + " s: " + said);
        other.stepEnds(step, took, said);
    }

    @Override
    public void stepKept(String step) {
        write(step + " was done by an earlier attempt");
        other.stepKept(step);
    }

    @Override
    public void stepFails(String step, Duration took) {
        write(step + " FAILED after " + seconds(took) + " s");
        other.stepFails(step, took);
    }

    @Override
    public void nightEnds() {
        other.nightEnds();
    }

    private static String seconds(Duration took) {
        return String.format(Locale.ROOT, "%.3f", took.toMillis() / 1000.0);
    }
}

package io.clientele.cli;

import io.clientele.model.Refusal;
import io.clientele.nightly.NightSettings;
import io.clientele.nightly.RunFilter;
import io.clientele.nightly.RunLauncher;
import io.clientele.nightly.RunRecord;
import io.clientele.nightly.RunStatus;
import io.clientele.publish.RowReader.Heading;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code runs ls|show|logs}: what is kept of every run, while others are at work too. */
@Command(
        name = "runs",
        description = "See the runs: who began them, why, and how they ended.",
        mixinStandardHelpOptions = true)
final class RunsCommand implements Runnable {

    private final Supplier<NightSettings> settings;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** @param settings asked for only when a command runs */
    RunsCommand(Supplier<NightSettings> settings) {
        this.settings = settings;
    }

    @Override
    public void run() {
        spec.commandLine().usage(out());
    }

    @Command(name = "ls", description = "The last runs, the newest first.", mixinStandardHelpOptions = true)
    int list(
            @Option(names = "--as-of", paramLabel = "DATE", description = "Of a business date only.") @Nullable
                    LocalDate day,
            @Option(names = "--status", paramLabel = "STATUS", description = "${COMPLETION-CANDIDATES}.") @Nullable
                    RunStatus status,
            @Option(
                            names = "--limit",
                            defaultValue = "20",
                            paramLabel = "N",
                            description = "At most so many (default: ${DEFAULT-VALUE}).")
                    int limit,
            @Option(
                            names = "--output",
                            defaultValue = "table",
                            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
                    RowOutput.Form form) {
        try (RunLauncher launcher = RunLauncher.open(settings.get())) {
            RowOutput rows = form.to(out());
            rows.columns(List.of(
                    text("run"),
                    text("business_date"),
                    number("revision"),
                    text("status"),
                    text("trigger"),
                    text("requested_by"),
                    text("requested_at"),
                    number("seconds"),
                    text("version")));
            for (RunRecord run : launcher.list(new RunFilter(day, status, null, limit, 0))) {
                rows.row(Arrays.asList(
                        run.runId(),
                        run.businessDate(),
                        run.revision(),
                        run.status(),
                        run.trigger(),
                        run.requestedBy(),
                        run.requestedAt().truncatedTo(ChronoUnit.SECONDS),
                        seconds(run),
                        run.versionAfter()));
            }
            rows.end();
            return ExitCode.OK;
        }
    }

    private static @Nullable Long seconds(RunRecord run) {
        return run.beganAt() == null || run.endedAt() == null
                ? null
                : ChronoUnit.SECONDS.between(run.beganAt(), run.endedAt());
    }

    @Command(description = "All that is kept of one run.", mixinStandardHelpOptions = true)
    int show(@Parameters(paramLabel = "RUN", description = "As in runs ls.") String runId) {
        try (RunLauncher launcher = RunLauncher.open(settings.get())) {
            RunRecord run = known(launcher, runId);
            List<List<String>> rows = new ArrayList<>();
            add(rows, "run", run.runId());
            add(rows, "business date", run.businessDate());
            add(rows, "revision", run.revision());
            add(rows, "status", run.status());
            add(rows, "trigger", run.trigger());
            add(rows, "requested by", run.requestedBy());
            add(rows, "reason", run.reason());
            add(rows, "backfill", run.backfillId());
            add(rows, "requested at", run.requestedAt());
            add(rows, "began at", run.beganAt());
            add(rows, "ended at", run.endedAt());
            add(rows, "stop requested by", run.stopRequestedBy());
            add(rows, "version before", run.versionBefore());
            add(rows, "version after", run.versionAfter());
            run.fingerprints().forEach((what, fingerprint) -> add(rows, what, fingerprint));
            add(rows, "fencing token", run.fencingToken());
            add(rows, "host", run.host());
            add(rows, "process", run.pid());
            rows.forEach(
                    row -> out().println(row.get(0) + " ".repeat(20 - row.get(0).length()) + row.get(1)));
            if (run.failure() != null) {
                out().println();
                run.failure().lines().map(Cells::shown).forEach(out()::println);
            }
            out().flush();
            return ExitCode.OK;
        }
    }

    private static void add(List<List<String>> rows, String what, @Nullable Object value) {
        if (value != null) {
            rows.add(List.of(what, Cells.shown(value)));
        }
    }

    @Command(description = "What a run did, step by step.", mixinStandardHelpOptions = true)
    int logs(@Parameters(paramLabel = "RUN", description = "As in runs ls.") String runId) {
        try (RunLauncher launcher = RunLauncher.open(settings.get())) {
            known(launcher, runId);
            launcher.log(runId).stream().map(Cells::shown).forEach(out()::println);
            out().flush();
            return ExitCode.OK;
        }
    }

    private static RunRecord known(RunLauncher launcher, String runId) {
        return launcher.find(runId)
                .orElseThrow(() -> new Refusal(
                        Refusal.Kind.USAGE,
                        "Cannot find the run " + runId + ": ./clientele runs ls shows those that are known"));
    }

    private static Heading text(String name) {
        return new Heading(name, false);
    }

    private static Heading number(String name) {
        return new Heading(name, true);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}

package io.clientele.cli;

import io.clientele.model.Refusal;
import io.clientele.nightly.BackfillRecord;
import io.clientele.nightly.BackfillRecord.DayStatus;
import io.clientele.nightly.BackfillRequest;
import io.clientele.nightly.BackfillRequest.Selection;
import io.clientele.nightly.NightSettings;
import io.clientele.nightly.RunLauncher;
import io.clientele.nightly.RunRecord;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code backfill}: the nights of many dates. */
@Command(
        name = "backfill",
        description = {
            "Run the nights of all dates that are not published, the oldest first.",
            "Where it was cut off, the same command goes on. A night that waits meanwhile goes first."
        },
        mixinStandardHelpOptions = true)
final class BackfillCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--from", required = true, paramLabel = "DATE", description = "The first business date.")
    @SuppressWarnings("NullAway.Init")
    private LocalDate from;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "DATE",
            description = "The last business date; at most " + BackfillRequest.MOST_DATES + " dates.")
    @SuppressWarnings("NullAway.Init")
    private LocalDate to;

    @ArgGroup
    private @Nullable Which which;

    /** Not both. */
    private static final class Which {
        @Option(names = "--only-missing", description = "Only dates without any run.")
        private boolean isMissing;

        @Option(names = "--only-failed", description = "Only dates whose last run did not publish.")
        private boolean isFailed;
    }

    @Option(names = "--dry-run", description = "Only say which dates would be run.")
    private boolean isDry;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the record.")
    private @Nullable String reason;

    @Option(names = "--no-progress", description = "One line a step, also on a terminal.")
    private boolean isPlain;

    @Override
    public Integer call() {
        NightSettings settings = Settings.read();
        BackfillRequest request = new BackfillRequest(from, to, selection(), Caller.name(), reason);
        try (Interruption interruption = new Interruption();
                RunLauncher launcher = RunLauncher.open(settings)) {
            interruption.stopsBy(launcher::stop);
            return isDry ? tell(launcher.backfills().plan(request)) : run(launcher, request);
        }
    }

    private Selection selection() {
        if (which == null) {
            return Selection.UNPUBLISHED;
        }
        return which.isMissing ? Selection.MISSING : Selection.FAILED;
    }

    private int tell(List<LocalDate> days) {
        out().println("A backfill would run " + days.size() + (days.size() == 1 ? " date:" : " dates:"));
        days.forEach(day -> out().println("  " + day));
        out().flush();
        return ExitCode.OK;
    }

    private int run(RunLauncher launcher, BackfillRequest request) {
        BackfillRecord backfill =
                launcher.backfills().run(request, Progress.to(spec.commandLine().getErr(), isPlain), this::tell);
        out().println("Backfill " + backfill.backfillId() + ": " + backfill.count(DayStatus.PUBLISHED) + " of "
                + backfill.days().size() + " dates are published.");
        out().flush();
        return switch (backfill.status()) {
            case DONE -> ExitCode.OK;
            case RUNNING, FAILED -> ExitCode.of(Refusal.Kind.FAILED);
            case STOPPED -> ExitCode.of(Refusal.Kind.STOPPED);
        };
    }

    private void tell(RunRecord run) {
        String came = run.failure() == null ? String.valueOf(run.versionAfter()) : run.failure();
        out().println(run.businessDate() + "  " + run.status() + "  " + came.replace("\n", "\n  "));
        out().flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}

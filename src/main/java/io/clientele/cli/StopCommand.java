package io.clientele.cli;

import io.clientele.model.Refusal;
import io.clientele.nightly.Actor;
import io.clientele.nightly.RunFilter;
import io.clientele.nightly.RunLauncher;
import io.clientele.nightly.RunRecord;
import io.clientele.nightly.RunStatus;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stop}: ends runs of other processes. */
@Command(
        name = "stop",
        description = {
            "Ask a run, or a backfill, to stop: its query is cancelled, no further step begins, and what is published stays.",
            "It hears of it within some seconds; the same run command goes on with the night."
        },
        mixinStandardHelpOptions = true)
final class StopCommand implements Callable<Integer> {

    private static final int ALL = 1_000;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(
            paramLabel = "RUN",
            arity = "0..1",
            description = "As in runs ls, or a backfill (default: every run at work).")
    private @Nullable String runId;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (RunLauncher launcher = RunLauncher.open(Settings.read())) {
            List<String> runs = runId == null ? atWork(launcher) : List.of(runId);
            if (runs.isEmpty()) {
                out.println("No run is at work.");
            }
            for (String run : runs) {
                out.println(stop(launcher, run));
            }
            out.flush();
            return ExitCode.OK;
        }
    }

    private static List<String> atWork(RunLauncher launcher) {
        return Stream.of(RunStatus.RUNNING, RunStatus.WAITING)
                .flatMap(status -> launcher.list(new RunFilter(null, status, null, ALL, 0)).stream())
                .map(RunRecord::runId)
                .toList();
    }

    private static String stop(RunLauncher launcher, String run) {
        if (launcher.backfills().stop(run, Actor.caller())) {
            return "Asked backfill " + run + " to stop; the same backfill command goes on with it.";
        }
        if (!launcher.stop(run, Actor.caller())) {
            throw new Refusal(
                    Refusal.Kind.USAGE,
                    launcher.find(run)
                            .map(known -> "Cannot stop run " + run + ": it has ended as " + known.status())
                            .orElse("Cannot stop run " + run + ": there is no such run"));
        }
        return "Asked run " + run + " to stop; ./clientele runs show " + run + " says when it has.";
    }
}

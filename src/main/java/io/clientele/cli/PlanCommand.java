package io.clientele.cli;

import io.clientele.nightly.NightSettings;
import io.clientele.nightly.RunLauncher;
import io.clientele.nightly.RunPlan;
import io.clientele.nightly.RunRequest;
import io.clientele.nightly.WallClock;
import io.clientele.publish.PublishedMarts;
import io.clientele.schedule.NightCalendar;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code plan}: what a run would do, without doing it. */
@Command(
        name = "plan",
        description = {
            "Print what a run would do: which steps, which are done already, what it would replace.",
            "It runs no step and makes no night. Like a run it opens the metadata of runs (and makes them where there are",
            "none), and mends what a killed run left behind, unless another run is at work."
        },
        mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--as-of", paramLabel = "DATE", description = "Business date, as for run.")
    private @Nullable LocalDate asOf;

    @Option(names = "--full", description = "As for run.")
    private boolean isFull;

    @Override
    public Integer call() {
        NightSettings settings = Settings.read();
        try (RunLauncher launcher = RunLauncher.open(settings)) {
            LocalDate businessDate = RunCommand.businessDate(asOf, settings);
            print(launcher.plan(new RunRequest(businessDate, isFull, "cli", null)), settings);
        }
        return ExitCode.OK;
    }

    private void print(RunPlan plan, NightSettings settings) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                switch (plan.intent()) {
                    case BEGIN -> "A run would begin " + plan.night().words() + ":";
                    case CONTINUE -> "A run would go on with " + plan.night().words() + ":";
                    case REVISE -> "A run would make " + plan.night().words() + ":";
                    case NOTHING ->
                        plan.night().words() + " is published; a run would do nothing (--full runs it again):";
                });
        boolean isNothing = plan.intent() == RunPlan.Intent.NOTHING;
        plan.steps().forEach(step -> out.println((step.isDone() || isNothing ? "  done  " : "  run   ") + step.name()));
        out.println(PublishedMarts.open(settings.marts()).stillShown());
        NightCalendar.of(plan.job().schedule(), settings.businessTimeZone())
                .next(WallClock.now())
                .ifPresent(next -> out.println("The schedule's next night begins at " + next.dueAt() + "."));
        out.flush();
    }
}

package io.clientele.cli;

import io.clientele.nightly.NightSettings;
import io.clientele.nightly.Nightly;
import io.clientele.nightly.RunPlan;
import io.clientele.nightly.RunRequest;
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
        description = "Print what a run would do: which steps, which are done already, what it would replace.",
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
        try (Nightly nightly = Nightly.open(settings)) {
            LocalDate businessDate = RunCommand.businessDate(asOf, settings);
            print(nightly.plan(new RunRequest(businessDate, isFull, "cli", null)), nightly);
        }
        return ExitCode.OK;
    }

    private void print(RunPlan plan, Nightly nightly) {
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
        plan.steps()
                .forEach(step -> out.println((step.isDone() || isNothing ? "  done  " : "  run   ") + step.name()));
        out.println(nightly.publishedNow());
        out.println("The schedule's next night: " + nightly.nextNight());
        out.flush();
    }
}

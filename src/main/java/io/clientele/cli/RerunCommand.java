package io.clientele.cli;

import io.clientele.model.Refusal;
import io.clientele.nightly.NightSettings;
import io.clientele.nightly.RunLauncher;
import io.clientele.nightly.RunRequest;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rerun}: a date again, as a new revision. */
@Command(
        name = "rerun",
        description =
                "Run all of a date again, as a new revision; the old one is shown until the new one is published.",
        mixinStandardHelpOptions = true)
final class RerunCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "DATE|RUN", description = "A business date, or a run of it as in runs ls.")
    @SuppressWarnings("NullAway.Init")
    private String what;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for the record.")
    @SuppressWarnings("NullAway.Init")
    private String reason;

    @Option(names = "--no-progress", description = "One line a step, also on a terminal.")
    private boolean isPlain;

    @Override
    public Integer call() {
        NightSettings settings = Settings.read();
        return new NightRun(settings, spec, isPlain)
                .run(launcher ->
                        new RunRequest(businessDate(launcher), true, "cli", Caller.name(), reason, null, List.of()));
    }

    private LocalDate businessDate(RunLauncher launcher) {
        try {
            return LocalDate.parse(what);
        } catch (DateTimeParseException notADate) {
            return launcher.find(what)
                    .orElseThrow(() -> new Refusal(
                            Refusal.Kind.USAGE,
                            "Cannot rerun " + what
                                    + ": it is neither a day such as 2026-11-20 nor a run that is known"))
                    .businessDate();
        }
    }
}

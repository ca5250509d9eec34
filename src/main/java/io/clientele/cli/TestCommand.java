package io.clientele.cli;

import io.clientele.model.Example;
import io.clientele.model.Nearest;
import io.clientele.model.Refusal;
import io.clientele.nightly.NightSettings;
import io.clientele.rehearsal.Rehearsal;
import io.clientele.schedule.NightCalendar;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code test}: the jobs folder, without a night. */
@Command(
        name = "test",
        description = "Compile every model against its contract and run every example.",
        mixinStandardHelpOptions = true)
final class TestCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--select", paramLabel = "STAGE.NAME", description = "Only the examples of this model.")
    private String selected = "";

    @Option(
            names = {"-v", "--verbose"},
            description = "Name every example, not only those that fail.")
    private boolean isVerbose;

    @Override
    public Integer call() {
        NightSettings settings = Settings.read();
        PrintWriter out = spec.commandLine().getOut();
        try (Rehearsal rehearsal = Rehearsal.of(settings.jobs(), settings.policy())) {
            NightCalendar.of(rehearsal.catalogue().job().schedule(), settings.businessTimeZone());
            refuseUnknown(rehearsal);
            List<Example> examples = rehearsal.catalogue().examples().stream()
                    .filter(example ->
                            selected.isEmpty() || example.relation().toString().equals(selected))
                    .toList();
            int failed = 0;
            for (Example example : examples) {
                Optional<String> difference = rehearsal.difference(example);
                if (difference.isPresent()) {
                    failed++;
                    out.println("FAIL  " + example.relation() + ": " + example.sentence());
                    out.println("  " + example.file() + ":" + example.line());
                    out.println("  " + difference.get().replace("\n", "\n  "));
                } else if (isVerbose) {
                    out.println("ok    " + example.relation() + ": " + example.sentence());
                }
            }
            out.println(rehearsal.catalogue().landing().size() + " landing contracts and "
                    + rehearsal.catalogue().models().size() + " models compile; " + (examples.size() - failed)
                    + " of " + examples.size() + " examples hold.");
            out.flush();
            return failed == 0 ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    /** Nothing tested must not look like nothing wrong. */
    private void refuseUnknown(Rehearsal rehearsal) {
        List<String> models = rehearsal.catalogue().models().stream()
                .map(model -> model.relation().toString())
                .toList();
        if (!selected.isEmpty() && !models.contains(selected)) {
            throw new Refusal(
                    Refusal.Kind.USAGE,
                    "Cannot test " + selected + ": there is no such model" + Nearest.hint(selected, models));
        }
    }
}

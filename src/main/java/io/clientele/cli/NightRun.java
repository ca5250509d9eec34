package io.clientele.cli;

import io.clientele.model.Refusal;
import io.clientele.nightly.NightId;
import io.clientele.nightly.NightSettings;
import io.clientele.nightly.RunLauncher;
import io.clientele.nightly.RunOutcome;
import io.clientele.nightly.RunRequest;
import io.clientele.publish.Pointer;
import io.clientele.publish.PublishedMarts;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/** A night that a command runs, and what it tells of it. */
final class NightRun {

    private final NightSettings settings;
    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean isPlain;

    /** @param isPlain one line a step, also on a terminal */
    NightRun(NightSettings settings, CommandSpec spec, boolean isPlain) {
        this.settings = settings;
        this.out = spec.commandLine().getOut();
        this.err = spec.commandLine().getErr();
        this.isPlain = isPlain;
    }

    /**
     * Runs it and prints what came of it.
     *
     * @param request made of what is known of former runs
     * @return the exit code
     */
    int run(Function<RunLauncher, RunRequest> request) {
        Optional<Pointer> before = PublishedMarts.open(settings.marts()).pointer();
        try (Interruption interruption = new Interruption()) {
            return run(request, before, interruption);
        }
    }

    private int run(Function<RunLauncher, RunRequest> request, Optional<Pointer> before, Interruption interruption) {
        try (RunLauncher launcher = RunLauncher.open(settings)) {
            interruption.stopsBy(launcher::stop);
            report(launcher.run(request.apply(launcher), Progress.to(err, isPlain)));
            return ExitCode.OK;
        } catch (Refusal refusal) {
            err.println(withWhatIsShown(refusal, before));
            err.flush();
            return ExitCode.of(refusal.kind());
        }
    }

    private String withWhatIsShown(Refusal refusal, Optional<Pointer> before) {
        String message = String.valueOf(refusal.getMessage());
        PublishedMarts marts = PublishedMarts.open(settings.marts());
        String shown = marts.stillShown();
        if (message.endsWith(shown)) {
            return message;
        }
        return message
                + (marts.pointer().equals(before)
                        ? "\nNothing was published. " + shown
                        : "\nThe night was published all the same: "
                                + marts.pointer().map(Pointer::version).orElse("nothing"));
    }

    private void report(RunOutcome outcome) {
        List<List<String>> rows = new ArrayList<>();
        String section = "";
        for (RunOutcome.Line line : outcome.summary()) {
            rows.add(List.of(line.section().equals(section) ? "" : line.section(), line.label(), line.figure()));
            section = line.section();
        }
        Columns.print(out, rows);
        out.println();
        out.println(headline(outcome));
        if (outcome.isCurrent()) {
            out.println("  " + settings.marts().resolve("marts.duckdb")
                    + "   for DuckDB and BI tools, or: ./clientele query \"select …\"");
            out.println("  " + settings.marts().resolve("current") + "/*.parquet   the files, one a mart");
        } else {
            out.println("  " + settings.marts().resolve("versions").resolve(outcome.version())
                    + "/*.parquet   its files; readers are shown another date. "
                    + PublishedMarts.open(settings.marts()).stillShown());
        }
        out.flush();
    }

    private static String headline(RunOutcome outcome) {
        NightId night = outcome.night();
        if (outcome.isNew()) {
            return "Published " + night.words() + " in " + seconds(outcome) + " s: " + outcome.version();
        }
        return night.businessDate() + " is published already (revision " + night.revision() + "): " + outcome.version()
                + ". Nothing to do; --full runs it again.";
    }

    private static String seconds(RunOutcome outcome) {
        return String.format(Locale.ROOT, "%.1f", outcome.took().toMillis() / 1000.0);
    }
}

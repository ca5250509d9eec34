package io.clientele.cli;

import io.clientele.model.Refusal;
import io.clientele.nightly.NightId;
import io.clientele.nightly.NightSettings;
import io.clientele.nightly.Nightly;
import io.clientele.nightly.RunOutcome;
import io.clientele.nightly.RunRequest;
import io.clientele.nightly.WallClock;
import io.clientele.publish.GateOverride;
import io.clientele.publish.Pointer;
import io.clientele.publish.PublishedMarts;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code run}: the night, from deliveries to published marts. */
@Command(
        name = "run",
        description = "Run the night of a business date; go on with it where it was cut off.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            description = "Business date (default: clientele.business-date, else yesterday in the business time zone).")
    private @Nullable LocalDate asOf;

    @Option(names = "--full", description = "Run all of it again, as a new revision of the date.")
    private boolean isFull;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the record.")
    private @Nullable String reason;

    @Option(
            names = "--override",
            paramLabel = "GATE",
            description = "Publish although this gate stops it; needs --reason, which stands in the manifest.")
    private List<String> overridden = List.of();

    @Option(names = "--no-progress", description = "One line a step, also on a terminal.")
    private boolean isPlain;

    @Override
    public Integer call() {
        NightSettings settings = Settings.read();
        Optional<Pointer> before = PublishedMarts.open(settings.marts()).pointer();
        try (Interruption interruption = new Interruption()) {
            return run(settings, before, interruption);
        }
    }

    private int run(NightSettings settings, Optional<Pointer> before, Interruption interruption) {
        PrintWriter err = spec.commandLine().getErr();
        List<GateOverride> overrides = overrides();
        try (Nightly nightly = Nightly.open(settings)) {
            interruption.stopsBy(nightly::stop);
            RunRequest request = new RunRequest(businessDate(asOf, settings), isFull, "cli", reason, overrides);
            report(nightly.run(request, Progress.to(err, isPlain)), settings);
            return ExitCode.OK;
        } catch (Refusal refusal) {
            err.println(withWhatIsShown(refusal, before, settings));
            err.flush();
            return ExitCode.of(refusal.kind());
        }
    }

    private List<GateOverride> overrides() {
        if (!overridden.isEmpty() && (reason == null || reason.isBlank())) {
            throw new Refusal(
                    Refusal.Kind.USAGE,
                    "Cannot override " + String.join(", ", overridden) + " without a reason: say it with --reason");
        }
        return overridden.stream()
                .map(gate -> new GateOverride(gate, String.valueOf(reason), Caller.name()))
                .toList();
    }

    static LocalDate businessDate(@Nullable LocalDate asked, NightSettings settings) {
        if (asked != null) {
            return asked;
        }
        return settings.businessDate() == null
                ? WallClock.yesterday(settings.businessTimeZone())
                : settings.businessDate();
    }

    private static String withWhatIsShown(Refusal refusal, Optional<Pointer> before, NightSettings settings) {
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

    private void report(RunOutcome outcome, NightSettings settings) {
        PrintWriter out = spec.commandLine().getOut();
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

package io.clientele.cli;

import io.clientele.nightly.NightSettings;
import io.clientele.nightly.RunRequest;
import io.clientele.nightly.WallClock;
import io.clientele.publish.GateOverride;
import java.time.LocalDate;
import java.util.List;
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

    @Option(names = "--full", description = "Run all of it again, as a new revision of the date; needs --reason.")
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
        LocalDate businessDate = businessDate(asOf, settings);
        List<GateOverride> overrides = RunRequest.overrides(overridden, reason, Caller.name());
        return new NightRun(settings, spec, isPlain)
                .run(launcher -> new RunRequest(businessDate, isFull, "cli", Caller.name(), reason, null, overrides));
    }

    static LocalDate businessDate(@Nullable LocalDate asked, NightSettings settings) {
        if (asked != null) {
            return asked;
        }
        return settings.businessDate() == null
                ? WallClock.yesterday(settings.businessTimeZone())
                : settings.businessDate();
    }
}

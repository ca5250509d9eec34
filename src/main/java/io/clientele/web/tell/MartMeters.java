package io.clientele.web.tell;

import io.clientele.nightly.RunFilter;
import io.clientele.nightly.RunLauncher;
import io.clientele.nightly.RunRecord;
import io.clientele.publish.GateResult;
import io.clientele.publish.MartFile;
import io.clientele.publish.Pointer;
import io.clientele.publish.PublishedMarts;
import io.clientele.publish.Version;
import io.clientele.schedule.Chore;
import io.clientele.schedule.NightWatch;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How old what readers see is, how much of it there is, and what its gates found. */
final class MartMeters implements Chore {

    private final PublishedMarts marts;
    private final InstantSource clock;
    private final MultiGauge ages;
    private final MultiGauge rows;
    private final MultiGauge gates;
    private final MultiGauge lastRun;
    private final RunLauncher launcher;

    MartMeters(
            PublishedMarts marts, NightWatch watch, RunLauncher launcher, InstantSource clock, MeterRegistry registry) {
        this.marts = marts;
        this.launcher = launcher;
        this.clock = clock;
        this.ages = gauge("clientele.last.success.age", "seconds", "Since the mart was published last.", registry);
        this.rows = gauge("clientele.mart", "rows", "Rows of the mart as it is published.", registry);
        this.gates =
                gauge("clientele.gates", "checks", "Gates of the published version, by what they found.", registry);
        this.lastRun =
                gauge("clientele.last.run.asked", "seconds", "When the last run was asked for, since 1970.", registry);
        Gauge.builder("clientele.schedule.lag", watch, each -> each.lag().toMillis() / 1000.0)
                .baseUnit("seconds")
                .description("For how long a night has been due that no run was begun for; 0 if there is none.")
                .register(registry);
        Gauge.builder("clientele.nights.missing", watch, each -> each.missing().size())
                .description("Nights within the catch-up window that are due and not published.")
                .register(registry);
        Gauge.builder("clientele.nights.late", watch, each -> each.late().size())
                .description("Those of them whose deadline has passed.")
                .register(registry);
    }

    private static MultiGauge gauge(String name, String unit, String says, MeterRegistry registry) {
        return MultiGauge.builder(name).baseUnit(unit).description(says).register(registry);
    }

    @Override
    public String name() {
        return "the metrics of the marts";
    }

    @Override
    public void run() {
        Optional<Version> current = marts.current();
        List<MartFile> files =
                current.map(version -> version.manifest().marts()).orElse(List.of());
        ages.register(
                files.stream()
                        .map(file -> Row.of(Tags.of("mart", file.name()), this, MartMeters::age))
                        .toList(),
                true);
        rows.register(
                files.stream()
                        .map(file -> Row.of(Tags.of("mart", file.name()), file.rows()))
                        .toList(),
                true);
        lastRun.register(rows(launcher.list(RunFilter.last(1))), false);
        gates.register(
                Stream.of(GateResult.Verdict.values())
                        .map(verdict -> Row.of(
                                Tags.of("verdict", verdict.name().toLowerCase(Locale.ROOT)), count(current, verdict)))
                        .toList(),
                true);
    }

    /** One row: as a label of every figure its name would make a new series each night. */
    private static List<Row<?>> rows(List<RunRecord> runs) {
        return runs.stream()
                .<Row<?>>map(run -> Row.of(
                        Tags.of(
                                "run",
                                run.runId(),
                                "status",
                                run.status().name().toLowerCase(Locale.ROOT)),
                        run.requestedAt().getEpochSecond()))
                .toList();
    }

    private static long count(Optional<Version> current, GateResult.Verdict verdict) {
        return current.stream()
                .flatMap(version -> version.manifest().gates().stream())
                .filter(gate -> gate.verdict() == verdict)
                .count();
    }

    private double age() {
        return marts.pointer()
                .map(Pointer::publishedAt)
                .map(published -> Duration.between(published, clock.instant()).toMillis() / 1000.0)
                .orElse(Double.NaN);
    }
}

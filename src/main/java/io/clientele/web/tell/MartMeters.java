package io.clientele.web.tell;

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

    MartMeters(PublishedMarts marts, NightWatch watch, InstantSource clock, MeterRegistry registry) {
        this.marts = marts;
        this.clock = clock;
        this.ages = gauge("clientele.last.success.age", "seconds", "Since the mart was published last.", registry);
        this.rows = gauge("clientele.mart", "rows", "Rows of the mart as it is published.", registry);
        this.gates =
                gauge("clientele.gates", "checks", "Gates of the published version, by what they found.", registry);
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
        gates.register(
                Stream.of(GateResult.Verdict.values())
                        .map(verdict -> Row.of(
                                Tags.of("verdict", verdict.name().toLowerCase(Locale.ROOT)), count(current, verdict)))
                        .toList(),
                true);
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

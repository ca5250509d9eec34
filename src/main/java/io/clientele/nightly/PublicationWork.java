package io.clientele.nightly;

import io.clientele.extract.Pseudonyms;
import io.clientele.model.Contract;
import io.clientele.model.Nearest;
import io.clientele.model.Refusal;
import io.clientele.publish.GateOverride;
import io.clientele.publish.Pointer;
import io.clientele.publish.Publication;
import io.clientele.publish.PublicationListener;
import io.clientele.publish.PublishedMarts;
import io.clientele.publish.Switch;
import io.clientele.publish.Version;
import io.clientele.warehouse.Row;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Demands the gates and publishes. */
final class PublicationWork {

    private final Night night;
    private final ExplanationWork explanation;
    private final ComparisonWork comparison;
    private final PublicationListener publicationListener;
    private final Fence fence;

    PublicationWork(
            Night night,
            ExplanationWork explanation,
            ComparisonWork comparison,
            PublicationListener publicationListener,
            Fence fence) {
        this.night = night;
        this.explanation = explanation;
        this.comparison = comparison;
        this.publicationListener = publicationListener;
        this.fence = fence;
    }

    String demandGates() {
        List<Row> all = night.modelRoom()
                .rows("SELECT relation, because, failing_count, first_keys, relation || ': ' || gate AS"
                        + " name, verdict FROM run.gates ORDER BY relation, gate, because");
        demandKnown(all.stream().map(row -> row.text(4)).collect(Collectors.toCollection(TreeSet::new)));
        List<Row> stopping = having(all, "stop");
        List<Row> broken =
                stopping.stream().filter(row -> !isOverridden(row.text(4))).toList();
        if (!broken.isEmpty()) {
            throw refused(broken);
        }
        night.overrides().stream()
                .filter(override ->
                        stopping.stream().anyMatch(row -> row.text(4).equals(override.gate())))
                .forEach(this::record);
        int warnings = having(all, "warn").size();
        return all.size() + " gates, " + warnings + (warnings == 1 ? " warning" : " warnings")
                + (stopping.isEmpty() ? "" : ", " + stopping.size() + " overridden");
    }

    private static List<Row> having(List<Row> gates, String verdict) {
        return gates.stream().filter(row -> row.text(5).equals(verdict)).toList();
    }

    private boolean isOverridden(String gate) {
        return night.overrides().stream().anyMatch(override -> override.gate().equals(gate));
    }

    private void demandKnown(Set<String> gates) {
        List<String> unknown = night.overrides().stream()
                .map(GateOverride::gate)
                .filter(gate -> !gates.contains(gate))
                .map(gate -> "there is no gate " + gate + Nearest.hint(gate, gates))
                .toList();
        if (!unknown.isEmpty()) {
            throw new Refusal(Refusal.Kind.USAGE, "Cannot override: the night has no such gate", unknown);
        }
    }

    private void record(GateOverride override) {
        RunRequest request = night.request();
        new Audit(night.settings())
                .tell(
                        new Actor(override.by(), request.trigger(), request.role()),
                        "override",
                        night.id().toString(),
                        override.reason(),
                        override.gate());
    }

    private Refusal refused(List<Row> broken) {
        List<String> details = new ArrayList<>();
        for (Row row : broken) {
            details.add(row.text(0) + ": " + row.text(1) + (row.value(3) == null ? "" : broken(row)));
        }
        details.add("what is mended in the models or deliveries takes effect with: ./clientele rerun "
                + night.id().businessDate() + " --reason …");
        broken.stream()
                .map(row -> row.text(4))
                .distinct()
                .forEach(gate -> details.add(
                        "published all the same, with your reason in its manifest: --reason TEXT --override \"" + gate
                                + "\""));
        return new Refusal(
                Refusal.Kind.GATE,
                "Cannot publish " + night.id().words() + ": " + broken.size()
                        + (broken.size() == 1 ? " promise is broken" : " promises are broken"),
                details);
    }

    /** Of a promise about rows: how many break it. */
    private static String broken(Row row) {
        return ": broken " + row.text(2) + (row.whole(2) == 1 ? " time" : " times")
                + (row.text(3).isEmpty() ? "" : ", first " + row.text(3));
    }

    String publish() {
        List<Contract> marts = night.ingredients().catalogue().published();
        Publication publication = new Publication(night.settings().marts(), room(marts), publicationListener);
        Version version = publication.write(Provenance.of(night), marts);
        night.ingredients().catalogue().recomputation().ifPresent(found -> explanation.keepBasis(found, version));
        comparison.keep(version);
        boolean isKeptBeside = isOlderThanShown();
        tell(version.name(), isKeptBeside);
        if (isKeptBeside) {
            return version.name() + ", kept beside the newer one that is shown";
        }
        fence.demand();
        new Switch(night.settings().marts(), Catalogues::write, publicationListener)
                .to(version, WallClock.now(), fence.token());
        return version.name();
    }

    private MartRoom room(List<Contract> marts) {
        NightSettings settings = night.settings();
        return settings.pseudonyms()
                ? MartRoom.of(night.modelRoom(), marts, Pseudonyms.ofKeyMadeAt(settings.pseudonymKey()))
                : MartRoom.of(night.modelRoom(), marts);
    }

    private void tell(String version, boolean isKeptBeside) {
        String before = PublishedMarts.open(night.settings().marts())
                .pointer()
                .map(Pointer::version)
                .orElse(null);
        if (version.equals(before)) {
            return; // an attempt that was cut off had told of it, and switched
        }
        RunRequest request = night.request();
        new Audit(night.settings())
                .tell(
                        request.actor(),
                        "publish",
                        version,
                        request.reason(),
                        "run=" + fence.runId() + (isKeptBeside ? " kept beside the newer one" : ""),
                        before,
                        isKeptBeside ? before : version);
    }

    /** A day that is made up for later must not take the newest one from its readers. */
    private boolean isOlderThanShown() {
        return PublishedMarts.open(night.settings().marts())
                .currentBusinessDate()
                .map(LocalDate::parse)
                .filter(night.id().businessDate()::isBefore)
                .isPresent();
    }
}

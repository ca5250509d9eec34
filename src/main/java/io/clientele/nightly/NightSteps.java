package io.clientele.nightly;

import io.clientele.compute.ModelRun;
import io.clientele.explain.Bases;
import io.clientele.explain.Basis;
import io.clientele.explain.Explanation;
import io.clientele.extract.Source;
import io.clientele.extract.SourceExtraction;
import io.clientele.extract.TableExtraction;
import io.clientele.extract.TakeIn;
import io.clientele.model.Catalogue;
import io.clientele.model.Check;
import io.clientele.model.Contract;
import io.clientele.model.Model;
import io.clientele.model.Recomputation;
import io.clientele.model.Refusal;
import io.clientele.publish.ControlTotal;
import io.clientele.publish.GateResult;
import io.clientele.publish.Publication;
import io.clientele.publish.PublicationListener;
import io.clientele.publish.PublishedMarts;
import io.clientele.publish.Switch;
import io.clientele.publish.Version;
import io.clientele.warehouse.Row;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a night does, in order: each step with its name, the work, and whether it looks again after a restart. */
final class NightSteps {

    private static final String EXPLAIN = "explain";

    private final Night night;
    private final PublicationListener publicationListener;

    NightSteps(Night night, PublicationListener publicationListener) {
        this.night = night;
        this.publicationListener = publicationListener;
    }

    /** A step. */
    sealed interface NightStep {

        String name();

        /** Whether it runs again although an earlier attempt finished it; it sees for itself what is left to do. */
        boolean isAlwaysRun();
    }

    /** A step that is one piece of work. */
    record Task(String name, boolean isAlwaysRun, Work work) implements NightStep {}

    /** A step that reads a table of a database, in parts. */
    record Extraction(TableExtraction table) implements NightStep {

        @Override
        public String name() {
            return extraction(table.name());
        }

        @Override
        public boolean isAlwaysRun() {
            return true;
        }
    }

    private static String extraction(String table) {
        return "extract." + table;
    }

    /** Does the work of a step and says in a few words what it did. */
    interface Work {
        String run();
    }

    /** Whether a step only takes in deliveries, which costs little and is looked at again after a restart. */
    static boolean isLanding(String step) {
        return step.equals("landing") || step.startsWith("landing.") || step.startsWith(extraction(""));
    }

    /** The names of all steps, for a plan. */
    static List<String> names(Ingredients ingredients) {
        List<String> names = new ArrayList<>();
        names.add("landing");
        for (Source source : ingredients.sources()) {
            source.extractedTables(ingredients.catalogue().landing())
                    .forEach(table -> names.add(extraction(source.name() + "." + table)));
        }
        ingredients
                .catalogue()
                .landing()
                .forEach(contract -> names.add(contract.relation().toString()));
        names.add("landing.reconcile");
        Catalogue catalogue = ingredients.catalogue();
        untilExplained(catalogue).forEach(model -> names.add(model.relation().toString()));
        catalogue.recomputation().ifPresent(recomputation -> names.add(EXPLAIN));
        sinceExplained(catalogue).forEach(model -> names.add(model.relation().toString()));
        names.add("gates");
        names.add("publish");
        return names;
    }

    List<NightStep> all() {
        List<NightStep> steps = new ArrayList<>();
        steps.add(new Task("landing", true, this::keepDeliveries));
        for (SourceExtraction source : night.extractions()) {
            source.tables().forEach(table -> steps.add(new Extraction(table)));
        }
        for (Contract contract : night.ingredients().catalogue().landing()) {
            steps.add(new Task(contract.relation().toString(), true, () -> take(contract)));
        }
        steps.add(new Task("landing.reconcile", true, this::reconcile));
        Catalogue catalogue = night.ingredients().catalogue();
        untilExplained(catalogue).forEach(model -> steps.add(step(model)));
        catalogue
                .recomputation()
                .ifPresent(recomputation -> steps.add(new Task(EXPLAIN, false, () -> explain(recomputation))));
        sinceExplained(catalogue).forEach(model -> steps.add(step(model)));
        steps.add(new Task("gates", false, this::demandGates));
        steps.add(new Task("publish", false, this::publish));
        return steps;
    }

    private Task step(Model model) {
        return new Task(model.relation().toString(), false, () -> make(model));
    }

    /** The models up to the first that waits for the explanation of the difference to the last night. */
    private static List<Model> untilExplained(Catalogue catalogue) {
        return catalogue.models().stream()
                .takeWhile(model -> !Catalogue.readsExplanation(model))
                .toList();
    }

    private static List<Model> sinceExplained(Catalogue catalogue) {
        return catalogue.models().stream()
                .dropWhile(model -> !Catalogue.readsExplanation(model))
                .toList();
    }

    private String keepDeliveries() {
        int taken = night.takeIn().keepDeliveries(WallClock.now());
        return taken == 0 ? "every delivery is kept already" : taken + (taken == 1 ? " file" : " files") + " kept";
    }

    private String take(Contract contract) {
        if (contract.converted().isPresent()) {
            night.makeRates();
        }
        Optional<TakeIn.Counts> counts = night.takeIn().take(contract);
        if (counts.isEmpty()) {
            return "there already";
        }
        TakeIn.Counts rows = counts.get();
        if (rows.delivered() == 0) {
            return isDelivered(contract) ? "no rows" : "not delivered";
        }
        return rows(rows.accepted())
                + (rows.quarantined() > 0 ? ", " + rows.quarantined() + " quarantined" : "")
                + (rows.filtered() > 0 ? ", " + rows.filtered() + " filtered" : "");
    }

    private boolean isDelivered(Contract contract) {
        return night.ingredients().sources().stream()
                .anyMatch(source -> source.delivers(contract.relation().name()));
    }

    private String reconcile() {
        night.takeIn().close();
        Row row = night.warehouse()
                .rows("SELECT coalesce(CAST(sum(delivered_count) AS BIGINT), 0), coalesce(CAST(sum(accepted_count) AS"
                        + " BIGINT), 0), coalesce(CAST(sum(quarantined_count) AS BIGINT), 0),"
                        + " coalesce(CAST(sum(filtered_count) AS BIGINT), 0) FROM run.deliveries")
                .get(0);
        return row.whole(0) + " delivered = " + row.whole(1) + " accepted + " + row.whole(2) + " quarantined + "
                + row.whole(3) + " filtered";
    }

    private String make(Model model) {
        return rows(ModelRun.of(model, night.warehouse()));
    }

    /** Writes aside what the next night will be explained by, and explains this one by the last that is published. */
    private String explain(Recomputation recomputation) {
        Bases bases = Bases.at(night.settings().bases());
        Basis tonight = writeBasis(bases, recomputation);
        return new Explanation(
                        recomputation,
                        tonight,
                        night.warehouse(),
                        WorkFolder.of(night.id(), night.settings()).explanation())
                .since(
                        PublishedMarts.open(night.settings().marts())
                                .newestBefore(night.id().businessDate()),
                        bases);
    }

    private Basis writeBasis(Bases bases, Recomputation recomputation) {
        return bases.write(night.id().toString(), recomputation, ToolVersion.ofClientele(), night.warehouse());
    }

    /** Before readers see a version, the next night must find by what to explain its difference. */
    private void keepBasis(Recomputation recomputation, Version version) {
        Bases bases = Bases.at(night.settings().bases());
        if (!bases.isWritten(night.id().toString())) {
            writeBasis(bases, recomputation);
        }
        bases.keep(night.id().toString(), version.name());
    }

    private static String rows(long count) {
        return String.format(Locale.ROOT, count == 1 ? "%,d row" : "%,d rows", count);
    }

    private String demandGates() {
        List<String> broken = night
                .warehouse()
                .rows("SELECT relation, because, failing_count, coalesce(first_keys, '') FROM run.gates WHERE verdict ="
                        + " 'stop' ORDER BY relation, gate, because")
                .stream()
                .map(row -> row.text(0) + ": " + row.text(1) + ": broken " + row.text(2)
                        + (row.whole(2) == 1 ? " time" : " times")
                        + (row.text(3).isEmpty() ? "" : ", first " + row.text(3)))
                .toList();
        if (!broken.isEmpty()) {
            List<String> details = new ArrayList<>(broken);
            details.add("what is mended in the models or deliveries takes effect with: ./clientele run --full --as-of "
                    + night.id().businessDate());
            throw new Refusal(
                    Refusal.Kind.GATE,
                    "Cannot publish " + night.id().words() + ": " + broken.size()
                            + (broken.size() == 1 ? " promise is broken" : " promises are broken"),
                    details);
        }
        Row row = night.warehouse()
                .rows("SELECT count(*), count(*) FILTER (WHERE verdict = 'warn') FROM run.gates")
                .get(0);
        return row.whole(0) + " gates, " + row.whole(1) + (row.whole(1) == 1 ? " warning" : " warnings");
    }

    private String publish() {
        List<Contract> marts = night.ingredients().catalogue().published();
        Publication publication =
                new Publication(night.settings().marts(), new MartRoom(night.warehouse(), marts), publicationListener);
        Version version = publication.write(provenance(), marts);
        night.ingredients().catalogue().recomputation().ifPresent(found -> keepBasis(found, version));
        if (isOlderThanShown()) {
            return version.name() + ", kept beside the newer one that is shown";
        }
        new Switch(night.settings().marts(), Catalogues::write, publicationListener).to(version, WallClock.now());
        return version.name();
    }

    /** A day that is made up for later must not take the newest one from its readers. */
    private boolean isOlderThanShown() {
        return PublishedMarts.open(night.settings().marts())
                .currentBusinessDate()
                .map(LocalDate::parse)
                .filter(night.id().businessDate()::isBefore)
                .isPresent();
    }

    private io.clientele.publish.Night provenance() {
        return new io.clientele.publish.Night(
                night.id().businessDate(),
                night.id().revision(),
                night.id().toString(),
                ToolVersion.ofClientele(),
                ToolVersion.ofEngine(night.warehouse()),
                night.ingredients().fingerprints(),
                gates(),
                controlTotals());
    }

    private List<GateResult> gates() {
        return night
                .warehouse()
                .rows("SELECT gate, relation, severity, failing_count, verdict, because FROM run.gates ORDER BY"
                        + " relation, gate, because")
                .stream()
                .map(row -> new GateResult(
                        row.text(0),
                        row.text(1),
                        Check.Severity.valueOf(row.text(2).toUpperCase(Locale.ROOT)),
                        row.whole(3),
                        GateResult.Verdict.valueOf(row.text(4).toUpperCase(Locale.ROOT)),
                        row.text(5)))
                .toList();
    }

    private List<ControlTotal> controlTotals() {
        return night
                .warehouse()
                .rows("SELECT table_name, source_system, column_name, currency_code, delivered_amount,"
                        + " accepted_amount, quarantined_amount, filtered_amount FROM run.control_totals ORDER BY ALL")
                .stream()
                .map(row -> new ControlTotal(
                        row.text(0),
                        row.text(1),
                        row.text(2),
                        row.text(3),
                        new BigDecimal(row.text(4)),
                        new BigDecimal(row.text(5)),
                        new BigDecimal(row.text(6)),
                        new BigDecimal(row.text(7))))
                .toList();
    }
}

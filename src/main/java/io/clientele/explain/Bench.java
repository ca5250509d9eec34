package io.clientele.explain;

import io.clientele.compute.Relations;
import io.clientele.model.Model;
import io.clientele.model.Recomputation;
import io.clientele.model.RelationName;
import io.clientele.model.Role;
import io.clientele.model.SqlText;
import io.clientele.warehouse.Warehouse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Where scenarios are computed, one after the other, beside the night's own warehouse. A relation stays from one to the next as long
 * as all that it is made of is the same, and what is the same as tonight is not made but lent.
 */
final class Bench implements AutoCloseable {

    private static final String BASIS = "basis";

    private final Recomputation recomputation;
    private final Warehouse night;
    private final Warehouse aside;
    private final Pedigrees pedigrees;
    private final Map<RelationName, String> standing = new HashMap<>();

    /** @param night holds tonight's relations */
    Bench(Difference difference, Warehouse night) {
        this.recomputation = difference.recomputation();
        this.night = night;
        this.pedigrees = new Pedigrees(difference);
        this.aside = night.aside();
    }

    /** Computes the models that are asked for and all that they need. */
    void compute(Scenario scenario, List<Model> asked) {
        Map<RelationName, String> wanted = pedigrees.of(scenario);
        recomputation.facts().forEach(fact -> place(fact.relation(), wanted, () -> furnishFact(scenario, fact)));
        recomputation
                .surroundings()
                .forEach(relation -> place(relation, wanted, () -> register(relation, scenario.source(relation))));
        scenario.held().forEach((relation, file) -> place(relation, wanted, () -> register(relation, file)));
        Set<RelationName> needed = scenario.needed(recomputation, asked);
        recomputation.models().stream()
                .filter(model -> needed.contains(model.relation()))
                .forEach(
                        model -> place(model.relation(), wanted, () -> Relations.make(model, model.relation(), aside)));
    }

    /** Leaves a relation of the same pedigree where it is, lends tonight's, or has it made. */
    private void place(RelationName relation, Map<RelationName, String> wanted, Runnable maker) {
        String pedigree = Objects.requireNonNull(wanted.get(relation));
        String replaced = standing.get(relation);
        if (pedigree.equals(replaced)) {
            return;
        }
        if (replaced != null) {
            standing.remove(relation);
            aside.drop(relation);
        }
        if (pedigrees.isTonights(relation, pedigree)) {
            night.lend(relation, aside);
        } else {
            maker.run();
        }
        standing.put(relation, pedigree);
    }

    private void register(RelationName relation, Path file) {
        aside.registerParquet(relation, List.of(file));
    }

    private void furnishFact(Scenario scenario, Model fact) {
        Path file = scenario.source(fact.relation());
        Optional<LocalDate> until = scenario.until(fact);
        if (until.isEmpty()) {
            register(fact.relation(), file);
            return;
        }
        RelationName all = new RelationName(
                BASIS, fact.relation().schema() + "_" + fact.relation().name());
        String date = SqlText.name(fact.contract().role().flatMap(Role::datedBy).orElseThrow());
        register(all, file);
        aside.createOrReplace(
                fact.relation(),
                "SELECT * FROM " + SqlText.name(all) + " WHERE " + date + " IS NULL OR " + date + " <= DATE '"
                        + until.get() + "'");
    }

    /** Writes a relation that was computed. */
    void export(RelationName relation, Path file) {
        aside.exportParquet("SELECT * FROM " + SqlText.name(relation), file, Warehouse.ParquetLayout.LANDING, Map.of());
    }

    @Override
    public void close() {
        aside.close();
    }
}

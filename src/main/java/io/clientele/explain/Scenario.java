package io.clientele.explain;

import io.clientele.compute.Relations;
import io.clientele.model.Model;
import io.clientele.model.Recomputation;
import io.clientele.model.RelationName;
import io.clientele.model.Role;
import io.clientele.model.RunRelations;
import io.clientele.model.SqlText;
import io.clientele.warehouse.Warehouse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A night that was not: what the measures would be by these facts, on this day, under this policy.
 *
 * @param facts which night's
 * @param until the last day whose facts count; empty for all
 * @param day whose business date
 * @param policy whose policy
 * @param held what is not computed but taken from these files: peers and fits
 */
record Scenario(Basis facts, Optional<LocalDate> until, Basis day, Basis policy, Map<RelationName, Path> held) {

    private static final String BASIS = "basis";

    /** Computes the models that are asked for and all that they need, in a warehouse that has no relations yet. */
    void computeIn(Warehouse warehouse, Recomputation recomputation, List<Model> asked) {
        recomputation.facts().forEach(fact -> furnishFact(warehouse, fact));
        recomputation
                .surroundings()
                .forEach(relation -> warehouse.registerParquet(
                        relation, List.of(basisOf(relation).file(relation))));
        held.forEach((relation, file) -> warehouse.registerParquet(relation, List.of(file)));
        Set<RelationName> needed = needed(recomputation, asked);
        recomputation.models().stream()
                .filter(model -> needed.contains(model.relation()))
                .forEach(model -> Relations.make(model, model.relation(), warehouse));
    }

    private void furnishFact(Warehouse warehouse, Model fact) {
        Optional<String> datedBy = fact.contract().role().flatMap(Role::datedBy);
        Path file = facts.file(fact.relation());
        if (until.isEmpty() || datedBy.isEmpty()) {
            warehouse.registerParquet(fact.relation(), List.of(file));
            return;
        }
        RelationName all = new RelationName(
                BASIS, fact.relation().schema() + "_" + fact.relation().name());
        String date = SqlText.name(datedBy.get());
        warehouse.registerParquet(all, List.of(file));
        warehouse.createOrReplace(
                fact.relation(),
                "SELECT * FROM " + SqlText.name(all) + " WHERE " + date + " IS NULL OR " + date + " <= DATE '"
                        + until.get() + "'");
    }

    private Basis basisOf(RelationName relation) {
        if (relation.equals(RunRelations.CURRENT)) {
            return day;
        }
        return relation.schema().equals("config") ? policy : facts;
    }

    private Set<RelationName> needed(Recomputation recomputation, List<Model> asked) {
        Map<RelationName, Model> models =
                recomputation.models().stream().collect(Collectors.toMap(Model::relation, Function.identity()));
        Set<RelationName> needed = new HashSet<>();
        Deque<Model> waiting = new ArrayDeque<>(asked);
        while (!waiting.isEmpty()) {
            Model model = waiting.removeFirst();
            if (!held.containsKey(model.relation()) && needed.add(model.relation())) {
                model.reads().stream()
                        .filter(models::containsKey)
                        .map(models::get)
                        .forEach(waiting::add);
            }
        }
        return needed;
    }
}

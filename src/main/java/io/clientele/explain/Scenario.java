package io.clientele.explain;

import io.clientele.model.Model;
import io.clientele.model.Recomputation;
import io.clientele.model.RelationName;
import io.clientele.model.Role;
import io.clientele.model.RunRelations;
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

    /** The last day of a fact that counts; empty where all of it does. */
    Optional<LocalDate> until(Model fact) {
        return fact.contract().role().flatMap(Role::datedBy).isPresent() ? until : Optional.empty();
    }

    /** Where the rows of a fact or of a surrounding are. */
    Path source(RelationName relation) {
        return basisOf(relation).file(relation);
    }

    Basis basisOf(RelationName relation) {
        if (relation.equals(RunRelations.CURRENT)) {
            return day;
        }
        return relation.schema().equals("config") ? policy : facts;
    }

    /** What is to be computed for the models that are asked for. */
    Set<RelationName> needed(Recomputation recomputation, List<Model> asked) {
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

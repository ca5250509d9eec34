package io.clientele.explain;

import io.clientele.model.Model;
import io.clientele.model.Recomputation;
import io.clientele.model.RelationName;
import io.clientele.model.Role;
import io.clientele.model.RunRelations;
import io.clientele.model.SqlText;
import io.clientele.warehouse.ResultColumn;
import io.clientele.warehouse.Warehouse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** In what two nights differ, cause by cause. */
record Difference(Recomputation recomputation, Basis before, Basis tonight) {

    /** What to change to: a cause and the scenario in which it is. */
    record Change(Cause cause, Scenario scenario) {}

    boolean isOfSameModels() {
        return before.hasModelsOf(tonight);
    }

    /** Peers and fits as the earlier night published them. */
    Map<RelationName, Path> held() {
        Map<RelationName, Path> held = new HashMap<>();
        peersAndFits().forEach(relation -> held.put(relation, before.file(relation)));
        return held;
    }

    /**
     * What was changed, in the order in which it is: each scenario has the changes before it too.
     *
     * @param held the earlier night's peers and fits, by tonight's queries
     */
    List<Change> changes(Map<RelationName, Path> held) {
        Optional<LocalDate> last = Optional.of(before.asOf());
        Optional<LocalDate> all = Optional.empty();
        Map<RelationName, Path> fits = new HashMap<>(held);
        fits.keySet().retainAll(relations(Role.Kind.FITS));
        List<Change> changes = new ArrayList<>();
        if (!before.agrees(tonight, facts())) {
            changes.add(new Change(causeOfFacts(), new Scenario(tonight, last, before, before, held)));
        }
        changes.add(new Change(Cause.TIME_PASSING, new Scenario(tonight, last, tonight, before, held)));
        changes.add(new Change(Cause.NEW_TRANSACTION, new Scenario(tonight, all, tonight, before, held)));
        if (!recomputation.of(Role.Kind.PEERS).isEmpty()) {
            changes.add(new Change(Cause.PEERS_MOVING, new Scenario(tonight, all, tonight, before, fits)));
        }
        if (!before.agrees(tonight, policies())) {
            changes.add(new Change(Cause.POLICY_CHANGED, new Scenario(tonight, all, tonight, tonight, fits)));
        }
        if (!before.agrees(tonight, relations(Role.Kind.FITS))) {
            changes.add(new Change(Cause.PARAMETERS_REFITTED, new Scenario(tonight, all, tonight, tonight, Map.of())));
        }
        return changes;
    }

    /** Facts are not made again: what made them differ beside late records takes the name of the whole. */
    private Cause causeOfFacts() {
        if (!before.hasMakersOf(tonight)) {
            return Cause.MODEL_CHANGED;
        }
        return before.agrees(tonight, recomputation.makersPolicies()) ? Cause.LATE_CORRECTION : Cause.POLICY_CHANGED;
    }

    /** Whether tonight's queries find in the earlier basis the columns that they read. */
    boolean isOfSameShape(Warehouse warehouse) {
        Collection<RelationName> read = Stream.concat(
                        Stream.concat(
                                recomputation.facts().stream().map(Model::relation),
                                recomputation.surroundings().stream()),
                        isOfSameModels() ? peersAndFits() : Stream.of())
                .toList();
        if (!read.stream().allMatch(before::has)) {
            return false;
        }
        try (Warehouse aside = warehouse.aside()) {
            return read.stream()
                    .allMatch(relation -> shape(aside, before, relation).equals(shape(aside, tonight, relation)));
        }
    }

    private static List<ResultColumn> shape(Warehouse aside, Basis basis, RelationName relation) {
        aside.registerParquet(relation, List.of(basis.file(relation)));
        return aside.describe("SELECT * FROM " + SqlText.name(relation));
    }

    private Stream<RelationName> peersAndFits() {
        return Stream.concat(relations(Role.Kind.PEERS).stream(), relations(Role.Kind.FITS).stream());
    }

    private List<RelationName> relations(Role.Kind kind) {
        return recomputation.of(kind).stream().map(Model::relation).toList();
    }

    private List<RelationName> policies() {
        return recomputation.surroundings().stream()
                .filter(relation -> relation.schema().equals("config"))
                .toList();
    }

    /** Facts, and what the run tells of its deliveries. */
    private List<RelationName> facts() {
        return Stream.concat(
                        recomputation.facts().stream().map(Model::relation),
                        recomputation.surroundings().stream()
                                .filter(relation -> relation.schema().equals("run"))
                                .filter(relation -> !relation.equals(RunRelations.CURRENT)))
                .toList();
    }
}

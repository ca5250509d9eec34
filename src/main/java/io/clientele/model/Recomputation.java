package io.clientele.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is computed again to explain why a number is not what it was the night before: all that lies between the facts and the
 * measures.
 *
 * @param measures the model whose numbers are explained
 * @param facts where nothing before is computed again
 * @param models what lies between, measures, peers and fits included, in run order
 * @param makers what makes the facts, facts included
 * @param makersPolicies the relations of {@code config} by which facts are made
 * @param surroundings the relations of {@code run} and {@code config} that {@code models} read
 */
public record Recomputation(
        Model measures,
        List<Model> facts,
        List<Model> models,
        List<Model> makers,
        SortedSet<RelationName> makersPolicies,
        SortedSet<RelationName> surroundings) {

    /** What a run tells of its deliveries, which are facts too. */
    private static final Set<RelationName> TOLD_BY_THE_RUN = Set.of(
            RunRelations.CURRENT,
            RunRelations.SOURCES,
            RunRelations.DELIVERIES,
            RunRelations.QUARANTINE_REASONS,
            RunRelations.CONTROL_TOTALS,
            RunRelations.SOURCE_TOTALS);

    /** Empty where no model has measures to explain. */
    static Optional<Recomputation> of(List<Model> inRunOrder) {
        return inRunOrder.stream()
                .filter(model -> model.contract().is(Role.Kind.MEASURES))
                .findFirst()
                .map(measures -> of(measures, inRunOrder));
    }

    private static Recomputation of(Model measures, List<Model> inRunOrder) {
        Walk again = new Walk(inRunOrder);
        again.walk(measures, true);
        Walk before = new Walk(inRunOrder);
        again.facts.values().forEach(fact -> before.walk(fact, false));
        return new Recomputation(
                measures,
                List.copyOf(again.facts.values()),
                inRunOrder.stream()
                        .filter(model -> again.between.containsKey(model.relation()))
                        .toList(),
                inRunOrder.stream()
                        .filter(model -> before.between.containsKey(model.relation()))
                        .toList(),
                before.policies(),
                again.leaves);
    }

    /** Adds a problem for everything that is computed again and reads what is neither a fact nor made of facts. */
    static void check(List<Model> models, List<Problem> problems) {
        List<Model> measures = models.stream()
                .filter(model -> model.contract().is(Role.Kind.MEASURES))
                .sorted(Comparator.comparing(Model::relation))
                .toList();
        for (Model second : measures.stream().skip(1).toList()) {
            problems.add(new Problem(
                    second.contract().file(), 0, "role: " + measures.get(0).relation() + " has the measures already"));
        }
        if (measures.isEmpty()) {
            return;
        }
        Recomputation found = of(measures.get(0), models);
        for (Model model : found.models()) {
            model.reads().stream()
                    .filter(name -> !found.isWithinReach(name))
                    .forEach(name -> problems.add(new Problem(
                            model.file(),
                            0,
                            "it is computed again to explain " + measures.get(0).relation() + ", and reads " + name
                                    + ", which is not made of facts: one of the two has role: facts")));
        }
    }

    private boolean isWithinReach(RelationName name) {
        return Stream.concat(facts.stream(), models.stream())
                        .anyMatch(model -> model.relation().equals(name))
                || name.schema().equals("config")
                || TOLD_BY_THE_RUN.contains(name);
    }

    public List<Model> of(Role.Kind kind) {
        return models.stream().filter(model -> model.contract().is(kind)).toList();
    }

    /** What a later night needs of this one: facts, peers, fits and measures. */
    public List<Model> kept() {
        return Stream.concat(
                        facts.stream(),
                        models.stream().filter(model -> model.contract().role().isPresent()))
                .toList();
    }

    /** Tells whether the same arithmetic runs between facts and measures: every query and every estimator's name. */
    public String fingerprint() {
        return fingerprint(models);
    }

    /** Tells whether the facts are made in the same way. */
    public String makersFingerprint() {
        return fingerprint(makers);
    }

    private static String fingerprint(List<Model> models) {
        List<String> texts = new ArrayList<>();
        for (Model model : models) {
            texts.add(model.relation().toString());
            texts.add(model.contract()
                    .estimator()
                    .map(Contract.Arithmetic::toString)
                    .orElse(""));
            texts.add(model.sql());
        }
        return Fingerprint.of(texts);
    }

    /** What is met on the way to the left. */
    private static final class Walk {

        private final Map<RelationName, Model> all = new TreeMap<>();
        private final Map<RelationName, Model> between = new TreeMap<>();
        private final Map<RelationName, Model> facts = new TreeMap<>();
        private final SortedSet<RelationName> leaves = new TreeSet<>();

        private Walk(List<Model> models) {
            models.forEach(model -> all.put(model.relation(), model));
        }

        private SortedSet<RelationName> policies() {
            return leaves.stream()
                    .filter(leaf -> leaf.schema().equals("config"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        private void walk(Model from, boolean endsAtFacts) {
            Deque<Model> waiting = new ArrayDeque<>(List.of(from));
            while (!waiting.isEmpty()) {
                Model model = waiting.removeFirst();
                if (endsAtFacts && model.contract().is(Role.Kind.FACTS)) {
                    facts.put(model.relation(), model);
                } else if (between.putIfAbsent(model.relation(), model) == null) {
                    for (RelationName name : model.reads()) {
                        Optional.ofNullable(all.get(name)).ifPresentOrElse(waiting::add, () -> leaves.add(name));
                    }
                }
            }
        }
    }
}

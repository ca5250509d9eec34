package io.clientele.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Puts models after what they read and what they must cover; among those that are free, by stage and name, so that the order never varies. */
final class RunOrder {

    /** What reads this runs after everything that does not: it grows with each model. */
    static final RelationName GATES = new RelationName("run", "gates");

    private final SortedMap<RelationName, Model> models = new TreeMap<>();
    private final Map<RelationName, Set<RelationName>> waitsFor = new HashMap<>();

    /** What reads these runs after the measures: they are computed again before. */
    static final RelationName SCENARIOS = new RelationName("run", "scenarios");

    static final RelationName EXPLANATION = new RelationName("run", "explanation");

    RunOrder(List<Model> all) {
        all.forEach(model -> models.put(model.relation(), model));
        Set<RelationName> readingGates = readersOf(Set.of(GATES));
        for (Model model : all) {
            Set<RelationName> needs = new TreeSet<>(model.reads());
            model.contract().covers().ifPresent(needs::add);
            if (readingGates.contains(model.relation())) {
                models.keySet().stream()
                        .filter(name -> !readingGates.contains(name))
                        .forEach(needs::add);
            }
            if (readsExplanation(model)) {
                all.stream()
                        .filter(other -> other.contract().is(Role.Kind.MEASURES))
                        .forEach(measures -> needs.add(measures.relation()));
            }
            needs.retainAll(models.keySet());
            waitsFor.put(model.relation(), needs);
        }
    }

    /** The models in run order; a cycle goes to {@code problems} with the names on it. */
    List<Model> resolve(List<Problem> problems) {
        List<Model> order = new ArrayList<>();
        Set<RelationName> done = new TreeSet<>();
        while (order.size() < models.size()) {
            List<Model> free = models.values().stream()
                    .filter(model -> !done.contains(model.relation()))
                    .filter(model -> done.containsAll(needs(model.relation())))
                    .sorted((a, b) -> a.stage() != b.stage()
                            ? a.stage().compareTo(b.stage())
                            : a.relation().compareTo(b.relation()))
                    .toList();
            if (free.isEmpty()) {
                problems.add(cycle(done));
                return order;
            }
            order.add(free.get(0));
            done.add(free.get(0).relation());
        }
        return order;
    }

    private Set<RelationName> needs(RelationName name) {
        return waitsFor.getOrDefault(name, Set.of());
    }

    /** Whether a model reads what was found out about the difference to the night before. */
    static boolean readsExplanation(Model model) {
        return model.reads().contains(SCENARIOS) || model.reads().contains(EXPLANATION);
    }

    /** Whether a model reads what the gates have found. */
    static boolean readsGates(Model model) {
        return model.reads().contains(GATES);
    }

    /** Those that read one of these, and those that read what those make. */
    private Set<RelationName> readersOf(Set<RelationName> relations) {
        Set<RelationName> found = new TreeSet<>();
        boolean grew = true;
        while (grew) {
            grew = false;
            for (Model model : models.values()) {
                boolean reads = model.reads().stream().anyMatch(relations::contains)
                        || model.reads().stream().anyMatch(found::contains);
                grew |= reads && found.add(model.relation());
            }
        }
        return found;
    }

    private Problem cycle(Set<RelationName> done) {
        RelationName at = models.keySet().stream()
                .filter(name -> !done.contains(name))
                .findFirst()
                .orElseThrow();
        Deque<RelationName> walked = new ArrayDeque<>();
        while (!walked.contains(at)) {
            walked.addLast(at);
            at = needs(at).stream()
                    .filter(name -> !done.contains(name))
                    .findFirst()
                    .orElseThrow();
        }
        while (!walked.getFirst().equals(at)) {
            walked.removeFirst();
        }
        walked.addLast(at);
        Model first = models.get(at);
        if (first == null) {
            throw new IllegalStateException("walked to an unknown model " + at);
        }
        return new Problem(
                first.file(),
                0,
                "the models go round in a circle: "
                        + walked.stream().map(RelationName::toString).collect(Collectors.joining(" reads ")));
    }
}

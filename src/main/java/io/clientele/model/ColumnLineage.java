package io.clientele.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which columns the columns of models come from, by what the parsed queries say: step by step, and all the way back to what no model
 * makes, which is landing, policies and what a run tells of itself.
 */
public final class ColumnLineage {

    private final String models;
    private final List<RelationName> published;
    private final Map<RelationName, Shape> given = new HashMap<>();
    private final Map<RelationName, Shape> steps = new HashMap<>();
    private final Map<RelationName, SortedSet<RelationName>> reads = new HashMap<>();
    private final Map<ColumnName, Descent> origins = new HashMap<>();
    private final Map<RelationName, Descent> influences = new HashMap<>();
    private final List<String> unresolved = new ArrayList<>();

    private ColumnLineage(Catalogue catalogue, Collection<PolicyTable> policies) {
        this.models = catalogue.fingerprint();
        this.published = catalogue.published().stream().map(Contract::relation).toList();
        RunRelations.all().forEach((relation, columns) -> given.put(relation, given(relation, columns, List.of())));
        policies.forEach(policy -> given.put(policy.relation(), given(policy.relation(), policy.columns(), List.of())));
        catalogue
                .landing()
                .forEach(contract -> given.put(
                        contract.relation(),
                        given(contract.relation(), RunRelations.readable(contract), contract.grain())));
        catalogue.models().forEach(model -> given.put(model.relation(), given(model.contract())));
        catalogue.models().forEach(this::add);
        catalogue.recomputation().ifPresent(this::addScenarios);
    }

    /** Finds out what comes from what. */
    public static ColumnLineage of(Catalogue catalogue, Collection<PolicyTable> policies) {
        return new ColumnLineage(catalogue, policies);
    }

    private static Shape given(Contract contract) {
        return given(contract.relation(), contract.columns(), contract.grain());
    }

    /** A relation as those see it who read it; what has no key is told apart by all of its columns. */
    private static Shape given(RelationName relation, List<Column> columns, List<String> grain) {
        List<Shape.Field> fields = columns.stream()
                .map(column -> new Shape.Field(
                        column.name(), Descent.of(new ColumnName(relation, column.name()), Derivation.IDENTITY)))
                .toList();
        List<Descent> key = fields.stream()
                .filter(field -> grain.isEmpty() || grain.contains(field.name()))
                .map(Shape.Field::from)
                .toList();
        return new Shape(fields, Descent.of(key), Descent.NOTHING);
    }

    private void add(Model model) {
        QueryDescent descent = new QueryDescent(relation -> Optional.ofNullable(given.get(relation)));
        Shape query = descent.of(model.tree());
        descent.unresolved().forEach(problem -> unresolved.add(model.relation() + ": " + problem));
        List<String> wanted =
                model.contract().columns().stream().map(Column::name).toList();
        reads.put(model.relation(), model.reads());
        if (model.contract().estimator().isPresent()) {
            steps.put(model.relation(), estimated(model, query, wanted));
            return;
        }
        wanted.stream()
                .filter(column -> query.field(column).isEmpty())
                .forEach(
                        column -> unresolved.add(model.relation() + ": the query does not say what " + column + " is"));
        steps.put(model.relation(), query);
    }

    /** What arithmetic in Java makes of which column is not to be seen: each result has to do with all that goes in. */
    private Shape estimated(Model model, Shape query, List<String> columns) {
        Descent parameters = Descent.of(model.contract().estimator().flatMap(Contract.Arithmetic::parameters).stream()
                .flatMap(relation -> Optional.ofNullable(given.get(relation)).stream())
                .map(Shape::all)
                .toList());
        Descent all = query.all().and(parameters).by(Derivation.ESTIMATION);
        return new Shape(
                columns.stream().map(name -> new Shape.Field(name, all)).toList(), all, query.influences());
    }

    /** What the recomputation of the measures finds comes from the measures. */
    private void addScenarios(Recomputation recomputation) {
        RelationName measures = recomputation.measures().relation();
        Descent all = Optional.ofNullable(given.get(measures))
                .map(Shape::all)
                .orElse(Descent.NOTHING)
                .by(Derivation.ESTIMATION);
        List<Shape.Field> fields = RunRelations.all().getOrDefault(RunRelations.SCENARIOS, List.of()).stream()
                .map(column -> new Shape.Field(column.name(), all))
                .toList();
        steps.put(RunRelations.SCENARIOS, new Shape(fields, all, Descent.NOTHING));
        reads.put(RunRelations.SCENARIOS, new TreeSet<>(List.of(measures)));
    }

    /** The fingerprint of the models that this is true of. */
    public String models() {
        return models;
    }

    /** What could not be found out, a sentence each. */
    public List<String> unresolved() {
        return Collections.unmodifiableList(unresolved);
    }

    /** The columns of the relations that a column's own query reads; nothing for what no model makes. */
    public Descent step(ColumnName column) {
        return Optional.ofNullable(steps.get(column.relation()))
                .flatMap(shape -> shape.field(column.column()))
                .orElse(Descent.NOTHING);
    }

    /** The columns of the relations that a model's own query reads and that decide which rows it has. */
    public Descent stepInfluences(RelationName relation) {
        return Optional.ofNullable(steps.get(relation)).map(Shape::influences).orElse(Descent.NOTHING);
    }

    /** The columns that no model makes and that a column comes from in the end. */
    public Descent origins(ColumnName column) {
        Descent known = origins.get(column);
        if (known == null) {
            known = step(column).through(this::furtherBack);
            origins.put(column, known);
        }
        return known;
    }

    private Descent furtherBack(ColumnName column) {
        return steps.containsKey(column.relation()) ? origins(column) : Descent.of(column, Derivation.IDENTITY);
    }

    /** The columns that no model makes and that decide in the end which rows a relation has. */
    public Descent influences(RelationName relation) {
        Descent known = influences.get(relation);
        if (known == null) {
            Descent own = stepInfluences(relation).through(this::furtherBack);
            known = Descent.of(Stream.concat(Stream.of(own), reads(relation).map(this::influences))
                    .toList());
            influences.put(relation, known);
        }
        return known;
    }

    private Stream<RelationName> reads(RelationName relation) {
        return reads.getOrDefault(relation, new TreeSet<>()).stream();
    }

    /** The relations that no model makes and that the published marts are made of in the end. */
    public SortedSet<RelationName> sources() {
        SortedSet<RelationName> met = new TreeSet<>();
        published.forEach(mart -> walk(mart, met));
        return met.stream()
                .filter(relation -> !steps.containsKey(relation))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void walk(RelationName relation, SortedSet<RelationName> met) {
        if (met.add(relation)) {
            reads(relation).forEach(read -> walk(read, met));
        }
    }
}

package io.clientele.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.model.Catalogue;
import io.clientele.model.CatalogueReader;
import io.clientele.model.Column;
import io.clientele.model.ColumnLineage;
import io.clientele.model.ColumnName;
import io.clientele.model.Contract;
import io.clientele.model.Descent;
import io.clientele.model.Model;
import io.clientele.model.PolicyReader;
import io.clientele.model.PolicyTable;
import io.clientele.model.RelationName;
import io.clientele.model.RunRelations;
import io.clientele.warehouse.DuckDbQueryReader;
import io.clientele.warehouse.DuckDbWarehouse;
import io.clientele.warehouse.ResultColumn;
import io.clientele.warehouse.WarehouseException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The lineage of the shipped models, held against the engine's own binder, which fails without a column that a query needs. */
class ShippedLineageTest {

    private static final DuckDbWarehouse WAREHOUSE = DuckDbWarehouse.inMemory();

    private static final List<PolicyTable> POLICIES = PolicyReader.read(Path.of("config/policy"));

    @SuppressWarnings("NullAway.Init")
    private static Catalogue catalogue;

    @SuppressWarnings("NullAway.Init")
    private static EmptyHouse house;

    @SuppressWarnings("NullAway.Init")
    private static ColumnLineage lineage;

    @BeforeAll
    static void read() {
        Set<RelationName> around = new TreeSet<>(RunRelations.all().keySet());
        POLICIES.forEach(policy -> around.add(policy.relation()));
        catalogue = CatalogueReader.read(Path.of("jobs"), new DuckDbQueryReader(WAREHOUSE), around);
        house = new EmptyHouse(catalogue, POLICIES);
        house.buildIn(WAREHOUSE);
        lineage = ColumnLineage.of(catalogue, POLICIES);
    }

    @AfterAll
    static void close() {
        WAREHOUSE.close();
    }

    @Test
    void everyColumnOfEveryModelIsResolved() {
        assertThat(catalogue.models()).hasSizeGreaterThan(180);
        assertThat(lineage.unresolved()).isEmpty();
    }

    @Test
    void everyColumnOfThePublishedMartsComesFromSomewhereOrIsAWordThatJoinsAndFiltersChoose() {
        List<ColumnName> columns = catalogue.published().stream()
                .flatMap(ShippedLineageTest::columns)
                .toList();
        List<String> constant = columns.stream()
                .filter(column -> lineage.origins(column).from().isEmpty())
                .map(ColumnName::toString)
                .toList();
        long links = columns.stream()
                .mapToLong(column -> lineage.origins(column).from().size())
                .sum();
        System.out.printf(
                "%d mart columns, %d of them constant, %d origins, %d influences on rows%n",
                columns.size(),
                constant.size(),
                links,
                catalogue.published().stream()
                        .mapToLong(mart ->
                                lineage.influences(mart.relation()).from().size())
                        .sum());

        assertThat(columns).hasSizeGreaterThan(500);
        assertThat(constant).hasSizeLessThan(50);
        assertThat(catalogue.published())
                .allSatisfy(mart ->
                        assertThat(lineage.influences(mart.relation()).from()).isNotEmpty());
        assertThat(columns).allSatisfy(column -> assertThat(
                        lineage.origins(column).from().keySet())
                .allSatisfy(origin -> assertThat(origin.relation().schema()).isIn("landing", "config", "run")));
    }

    @Test
    void whatALineageDoesNotNameIsNotNeededByAnyOfTheQueries() {
        for (Model model : catalogue.models()) {
            Set<ColumnName> named = named(model);
            assertThat(columnsWithout(model, column -> !named.contains(column)))
                    .as("columns of %s without what its lineage does not name", model.relation())
                    .isEqualTo(columnsOf(model));
        }
    }

    @Test
    void whatALineageNamesIsNeededByTheQueryOfTheMartUnlessItOnlyCountsRows() {
        List<String> invented = new ArrayList<>();
        for (Contract mart : catalogue.published()) {
            Model model = model(mart.relation());
            Set<ColumnName> keys = keys(model);
            for (ColumnName named : named(model)) {
                boolean isNeeded = !columnsWithout(model, named::equals).equals(columnsOf(model));
                if (!isNeeded && !keys.contains(named)) {
                    invented.add(model.relation() + " does not need " + named);
                }
            }
        }

        assertThat(invented).isEmpty();
    }

    private static Stream<ColumnName> columns(Contract contract) {
        return contract.columns().stream().map(column -> new ColumnName(contract.relation(), column.name()));
    }

    private static Model model(RelationName relation) {
        return catalogue.models().stream()
                .filter(model -> model.relation().equals(relation))
                .findFirst()
                .orElseThrow();
    }

    /** Every column of the relations it reads that takes part in a column of the model or in the choice of its rows. */
    private static Set<ColumnName> named(Model model) {
        return Stream.concat(
                        columns(model.contract()).map(lineage::step),
                        Stream.of(lineage.stepInfluences(model.relation())))
                .map(Descent::from)
                .flatMap(from -> from.keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** By which rows are counted: the key of what a contract describes, all columns of a policy. */
    private static Set<ColumnName> keys(Model model) {
        return model.reads().stream()
                .flatMap(relation -> house.columns(relation).stream()
                        .filter(column -> catalogue
                                .contract(relation)
                                .map(contract -> contract.grain().contains(column.name()))
                                .orElse(true))
                        .map(column -> new ColumnName(relation, column.name())))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> columnsOf(Model model) {
        return columnsWithout(model, column -> false);
    }

    /** The columns that the query gives where some columns of what it reads have other names; nothing where it fails. */
    private static List<String> columnsWithout(Model model, Predicate<ColumnName> isGone) {
        try {
            model.reads().forEach(relation -> WAREHOUSE.createEmpty(relation, renamed(relation, isGone)));
            return WAREHOUSE.describe(model.sql()).stream()
                    .map(ResultColumn::toString)
                    .toList();
        } catch (WarehouseException needed) {
            return List.of("needed: " + needed.reason());
        } finally {
            model.reads().forEach(relation -> house.restore(WAREHOUSE, relation));
        }
    }

    private static List<Column> renamed(RelationName relation, Predicate<ColumnName> isGone) {
        return house.columns(relation).stream()
                .map(column -> isGone.test(new ColumnName(relation, column.name()))
                        ? Column.of(column.name() + "_is_gone", column.type().toString(), true)
                        : column)
                .toList();
    }
}

package io.clientele.rehearsal;

import io.clientele.compute.ModelRun;
import io.clientele.model.Catalogue;
import io.clientele.model.CatalogueReader;
import io.clientele.model.Model;
import io.clientele.model.PolicyReader;
import io.clientele.model.PolicyTable;
import io.clientele.model.RelationName;
import io.clientele.model.RunRelations;
import io.clientele.warehouse.DuckDbQueryReader;
import io.clientele.warehouse.DuckDbWarehouse;
import io.clientele.warehouse.Warehouse;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The shipped price models over relations that a test furnishes. */
final class PriceHouse implements AutoCloseable {

    private final Warehouse warehouse = DuckDbWarehouse.inMemory();
    private final Catalogue catalogue;

    PriceHouse(String asOf) {
        List<PolicyTable> policies = PolicyReader.read(Path.of("config/policy"));
        Set<RelationName> around = new TreeSet<>(RunRelations.all().keySet());
        policies.forEach(policy -> around.add(policy.relation()));
        catalogue = CatalogueReader.read(Path.of("jobs"), new DuckDbQueryReader(warehouse), around);
        new EmptyHouse(catalogue, policies).buildIn(warehouse);
        replace(
                "run.current",
                "select date '" + asOf + "' as as_of, 'UTC' as business_time_zone, 'EUR' as reporting_currency");
    }

    void replace(String relation, String query) {
        RelationName name = name(relation);
        warehouse.drop(name);
        warehouse.createOrReplace(name, query);
    }

    /** Gives a column of every row another value. */
    void set(String relation, String column, String value) {
        warehouse.createOrReplace(
                name(relation), "select * replace (" + value + " as " + column + ") from " + relation);
    }

    private static RelationName name(String relation) {
        String[] parts = relation.split("\\.");
        return new RelationName(parts[0], parts[1]);
    }

    /** Makes models and holds them against their contracts; what breaks one is in {@link #broken}. */
    void make(String... names) {
        for (String name : names) {
            Model model = catalogue.models().stream()
                    .filter(candidate -> candidate.relation().equals(name(name)))
                    .findFirst()
                    .orElseThrow();
            ModelRun.of(model, warehouse);
        }
    }

    /** All that follows from observations of prices. @param industry of the customers, by their {@code account_id} */
    void makeFromObservations(String industry) {
        replace(
                "metrics.account_attributes",
                "select level, account_id, " + industry
                        + " as industry, 'ANY' as size_class, 'ANY' as territory, 'direct' as channel, 'ANY' as tier"
                        + " from (select distinct level, account_id from staged.accounts)");
        make(
                "metrics.price_references",
                "metrics.price_classes",
                "metrics.price_accounts",
                "metrics.price_slopes",
                "metrics.price_priors",
                "metrics.price_elasticities",
                "metrics.sensitivity_classes",
                "metrics.price_methods",
                "marts.price_sensitivity_v1");
    }

    List<String> broken() {
        return texts("select relation || ': ' || gate from run.gates where verdict = 'stop' order by 1");
    }

    /** The first column of every row. */
    List<String> texts(String query) {
        return warehouse.rows(query).stream().map(row -> row.text(0)).toList();
    }

    void forEachNumbers(String query, Consumer<Warehouse.RowNumbers> reader) {
        warehouse.forEachNumbers(query, reader);
    }

    double number(String query) {
        return Double.parseDouble(texts(query).get(0));
    }

    @Override
    public void close() {
        warehouse.close();
    }
}

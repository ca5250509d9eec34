package io.clientele.compute;

import io.clientele.model.Catalogue;
import io.clientele.model.CatalogueReader;
import io.clientele.model.Model;
import io.clientele.model.PolicyReader;
import io.clientele.model.PolicyTable;
import io.clientele.model.RelationName;
import io.clientele.model.RunRelations;
import io.clientele.warehouse.DuckDbQueryReader;
import io.clientele.warehouse.DuckDbWarehouse;
import io.clientele.warehouse.Row;
import io.clientele.warehouse.WarehouseSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.util.unit.DataSize;

/** Twenty million order lines: one plain aggregation, and beside it all price models of the night. {@code Prices FOLDER LINES MEMORY_GB}. */
public final class Prices {

    private static final List<String> MODELS = List.of(
            "metrics.price_observations",
            "metrics.price_references",
            "metrics.price_classes",
            "metrics.price_accounts",
            "metrics.price_slopes",
            "metrics.price_priors",
            "metrics.price_elasticities",
            "metrics.sensitivity_classes",
            "metrics.price_methods");

    private final DuckDbWarehouse warehouse;
    private final Catalogue catalogue;

    private Prices(DuckDbWarehouse warehouse) {
        this.warehouse = warehouse;
        List<PolicyTable> policies = PolicyReader.read(Path.of("config/policy"));
        Set<RelationName> around = new TreeSet<>(RunRelations.all().keySet());
        policies.forEach(policy -> around.add(policy.relation()));
        catalogue = CatalogueReader.read(Path.of("jobs"), new DuckDbQueryReader(warehouse), around);
        for (PolicyTable policy : policies) {
            warehouse.createEmpty(policy.relation(), policy.columns());
            warehouse.append(policy.relation(), policy.columns(), policy.rows());
        }
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        long lines = Long.parseLong(arguments[1]);
        WarehouseSettings settings = new WarehouseSettings(
                DataSize.ofGigabytes(Long.parseLong(arguments[2])), 0, DataSize.ofGigabytes(100));
        try (DuckDbWarehouse warehouse =
                DuckDbWarehouse.open(folder.resolve("prices.duckdb"), folder.resolve("spill"), settings)) {
            Prices prices = new Prices(warehouse);
            prices.furnish(Files.readString(Path.of("src/bench/price/lines.sql")).replace("LINES", Long.toString(lines)));
            double plain = prices.plain();
            double night = prices.night();
            double again = prices.plain();
            System.out.printf(
                    Locale.ROOT,
                    "plain aggregation %.1f s and %.1f s, price models %.1f s: %.2f times%n",
                    plain,
                    again,
                    night,
                    2 * night / (plain + again));
            prices.report();
        }
    }

    private void furnish(String sql) {
        for (String statement : sql.split(";\\s*\\n")) {
            if (!statement.isBlank()) {
                warehouse.execute(statement);
            }
        }
    }

    private double plain() {
        long start = System.nanoTime();
        warehouse.createOrReplace(
                new RelationName("bench", "plain"),
                "select customer_id, product_id, currency_code, date_trunc('month', ordered_on) as month,"
                        + " sum(quantity) as quantity, sum(net_amount) as net_amount from staged.order_lines"
                        + " group by all");
        double seconds = (System.nanoTime() - start) / 1e9;
        warehouse.drop(new RelationName("bench", "plain"));
        return seconds;
    }

    private double night() {
        double total = 0;
        for (String name : MODELS) {
            Model model = catalogue.models().stream()
                    .filter(candidate -> candidate.relation().toString().equals(name))
                    .findFirst()
                    .orElseThrow();
            long start = System.nanoTime();
            Relations.make(model, model.relation(), warehouse);
            double seconds = (System.nanoTime() - start) / 1e9;
            total += seconds;
            System.out.printf(Locale.ROOT, "  %-32s %6.1f s%n", name, seconds);
        }
        return total;
    }

    private void report() {
        for (Row row : warehouse.rows("select distinct concat_ws(' ', effects, 'observations', observation_count, 'customers',"
                + " customer_count, 'mean', round(mean_elasticity, 3), 'tau', round(sqrt(tau2), 3), 'sweeps', sweeps)"
                + " from metrics.price_priors")) {
            System.out.println(row.text(0));
        }
    }
}

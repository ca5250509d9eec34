import io.clientele.compute.Relations;
import io.clientele.model.CatalogueReader;
import io.clientele.model.Model;
import io.clientele.model.PolicyReader;
import io.clientele.model.PolicyTable;
import io.clientele.model.RelationName;
import io.clientele.model.RunRelations;
import io.clientele.warehouse.DuckDbQueryReader;
import io.clientele.warehouse.DuckDbWarehouse;
import io.clientele.warehouse.Warehouse;
import io.clientele.warehouse.WarehouseSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.util.unit.DataSize;

/** Makes the shipped relation of forecasts from so many histories, in a warehouse on disk: {@code Forecasts HISTORIES FOLDER}. */
public final class Forecasts {

    private static final int REPEATS = 50;
    private static final int RECENCIES = 100;
    private static final String PARAMETERS = "0.5248432 as r, 6.1830853 as alpha, 0.8913594 as a, 1.6140022 as b,"
            + " 0.0067e0 as covariance_11, 0.0089e0 as covariance_12, 0.0010e0 as covariance_13, 0.0040e0 as covariance_14,"
            + " 0.0158e0 as covariance_22, 0.0030e0 as covariance_23, 0.0090e0 as covariance_24, 0.0330e0 as covariance_33,"
            + " 0.0260e0 as covariance_34, 0.0350e0 as covariance_44";

    private Forecasts() {}

    public static void main(String[] arguments) {
        long histories = Long.parseLong(arguments[0]);
        Path folder = Path.of(arguments[1]);
        WarehouseSettings settings = new WarehouseSettings(DataSize.ofGigabytes(2), 1, DataSize.ofGigabytes(20));
        try (Warehouse warehouse = DuckDbWarehouse.open(folder.resolve("bench.duckdb"), folder, settings)) {
            Model model = model(warehouse);
            furnish(warehouse, histories);
            long start = System.nanoTime();
            Relations.make(model, model.relation(), warehouse);
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "%.1f s, rows and check sum %s%n",
                    seconds,
                    warehouse.rows("select count(*), cast(bit_xor(hash(level, repeat_count, recency_days, age_days, model,"
                            + " p_alive, expected_purchases_30d, expected_purchases_365d, no_purchase_probability_90d,"
                            + " discounted_purchases_36m, discounted_purchases_error_12m, discounted_purchases_error_36m))"
                            + " as varchar) from metrics.purchase_forecasts"));
        }
    }

    private static Model model(Warehouse warehouse) {
        List<PolicyTable> policies = PolicyReader.read(Path.of("config/policy"));
        Set<RelationName> around = new TreeSet<>(RunRelations.all().keySet());
        policies.forEach(policy -> around.add(policy.relation()));
        return CatalogueReader.read(Path.of("jobs"), new DuckDbQueryReader(warehouse), around).models().stream()
                .filter(model -> model.relation().equals(new RelationName("metrics", "purchase_forecasts")))
                .findFirst()
                .orElseThrow();
    }

    private static void furnish(Warehouse warehouse, long histories) {
        long ages = histories / (REPEATS * RECENCIES);
        make(
                warehouse,
                "metrics.purchase_histories",
                "select 'customer' as level, 'C' as account_id, 0 as months_ago, repeats.n as repeat_count,"
                        + " cast(floor(ages.n * recencies.n / " + RECENCIES + ") as integer) as recency_days,"
                        + " cast(ages.n as integer) as age_days from int_series(0, " + (REPEATS - 1)
                        + ") as repeats cross join int_series(100, " + (99 + ages)
                        + ") as ages cross join int_series(0, " + (RECENCIES - 1) + ") as recencies");
        make(
                warehouse,
                "metrics.purchase_model_choice",
                "select 'customer' as level, 'MBG_NBD' as model, 'DEFAULT' as choice_reason,"
                        + " cast(null as varchar) as dropout_abstain_reason, " + PARAMETERS);
        make(warehouse, "config.value", "select 0.1 as annual_discount_rate");
    }

    private static void make(Warehouse warehouse, String relation, String query) {
        String[] parts = relation.split("\\.");
        warehouse.createOrReplace(new RelationName(parts[0], parts[1]), query);
    }
}

package io.clientele.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A model that does one line wrong between landing and staged is stopped by the gates of the shipped models. */
class PlantedLinesTest {

    private final DuckDbWarehouse warehouse = DuckDbWarehouse.inMemory();

    @SuppressWarnings("NullAway.Init")
    private Model lines;

    @SuppressWarnings("NullAway.Init")
    private Model reconciliation;

    private enum Error {
        DROPPED,
        DOUBLED,
        CHANGED_BY_A_CENT,
        SWAPPED_KEY
    }

    @BeforeEach
    void read() {
        List<PolicyTable> policies = PolicyReader.read(Path.of("config/policy"));
        Set<RelationName> around = new TreeSet<>(RunRelations.all().keySet());
        policies.forEach(policy -> around.add(policy.relation()));
        Catalogue catalogue = CatalogueReader.read(Path.of("jobs"), new DuckDbQueryReader(warehouse), around);
        new EmptyHouse(catalogue, policies).buildIn(warehouse);
        lines = model(catalogue, "staged.order_lines");
        reconciliation = model(catalogue, "metrics.line_reconciliation");
    }

    private static Model model(Catalogue catalogue, String name) {
        return catalogue.models().stream()
                .filter(model -> model.relation().toString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @AfterEach
    void close() {
        warehouse.close();
    }

    @Test
    void eachOf40PlantedErrorsIn5000LinesStopsTheNight() {
        assertThat(stopped(5_000, 10)).isEqualTo(all(10));
    }

    @Test
    @Tag("soak")
    void eachOf200PlantedErrorsInAMillionLinesStopsTheNight() {
        assertThat(stopped(1_000_000, 50)).isEqualTo(all(50));
    }

    private static Map<Error, Integer> all(int ofEachKind) {
        Map<Error, Integer> all = new EnumMap<>(Error.class);
        for (Error error : Error.values()) {
            all.put(error, ofEachKind);
        }
        return all;
    }

    private Map<Error, Integer> stopped(int lineCount, int ofEachKind) {
        deliver(lineCount);
        assertThat(stopsOf(lines.sql())).isZero();
        Random random = new Random(20261120);
        Map<Error, Integer> stopped = new EnumMap<>(Error.class);
        for (Error error : Error.values()) {
            for (int trial = 0; trial < ofEachKind; trial++) {
                int line = random.nextInt(lineCount);
                int other = (line + 1 + random.nextInt(lineCount - 1)) % lineCount;
                if (stopsOf(wrong(error, "'L" + line + "'", "'L" + other + "'")) > 0) {
                    stopped.merge(error, 1, Integer::sum);
                }
            }
        }
        return stopped;
    }

    private long stopsOf(String sql) {
        ModelRun.of(
                new Model(lines.contract(), lines.stage(), lines.file(), sql, lines.reads(), lines.tree()), warehouse);
        ModelRun.of(reconciliation, warehouse);
        return warehouse
                .rows("select count(*) from run.gates where verdict = 'stop'")
                .get(0)
                .whole(0);
    }

    private String wrong(Error error, String line, String other) {
        String right = "with lines as (" + lines.sql() + ") ";
        return right
                + switch (error) {
                    case DROPPED -> "select * from lines where order_line_id <> " + line;
                    case DOUBLED -> "select * from lines union all select * from lines where order_line_id = " + line;
                    case CHANGED_BY_A_CENT ->
                        "select * replace (cast(revenue_amount + case when order_line_id = " + line
                                + " then 0.01 else 0 end as decimal(18, 4)) as revenue_amount) from lines";
                    case SWAPPED_KEY ->
                        "select * replace (case order_line_id when " + line + " then " + other + " when " + other
                                + " then " + line + " else order_line_id end as order_line_id) from lines";
                };
    }

    /** Five lines an order, ten orders a customer. */
    private void deliver(int lineCount) {
        warehouse.append(
                RunRelations.CURRENT,
                RunRelations.all().getOrDefault(RunRelations.CURRENT, List.of()),
                List.of(List.of(LocalDate.of(2026, 11, 20), "UTC", "EUR")));
        fill("run.sources", "select 'erp' as source_system, 'erp' as kind, 1 as precedence");
        fill(
                "staged.orders",
                "select 'O' || i as order_id, 'erp' as source_system, 'O' || i as source_order_id, 'C' || (i // 10) as"
                        + " customer_id, date '2026-11-20' - cast(i % 900 as integer) as ordered_on, false as is_return,"
                        + " 'EUR' as currency_code, 1 as fx_to_reporting, 'direct' as channel from range("
                        + (lineCount / 5) + ") as r(i)");
        fill(
                "landing.order_lines",
                "select 'L' || i as order_line_id, 'O' || (i // 5) as order_id, 'P' || (i % 17) as product_id, 'goods' as"
                        + " kind, 1 as quantity, (i * 7919) % 1000003 / 100.0 as net_amount, 'erp' as source_system,"
                        + " timestamp '2026-11-20 20:00:00' as extracted_at from range(" + lineCount + ") as r(i)");
    }

    private void fill(String relation, String query) {
        warehouse.execute("insert into " + relation + " by name " + query);
    }
}

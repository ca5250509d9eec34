package io.clientele.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.nightly.SampleDatabase.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class IncrementalNightsTest {

    private static final Map<String, String> INCREMENTS = Map.of(
            "customers", "changed: changed_at, overlap: 6h, deletions: [wednesday]",
            "products", "changed: changed_at, overlap: 6h",
            "orders", "changed: changed_at, overlap: 6h, deletions: [wednesday]",
            "order_lines", "changed: changed_at, overlap: 6h, deletions: [wednesday]",
            "invoices", "changed: changed_at, overlap: 6h, deletions: daily",
            "payments", "changed: changed_at, overlap: 6h",
            "deliveries", "growing: delivery_id",
            "discount_approvals", "growing: approval_id, deletions: [wednesday]");

    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 16);

    /** What happens at the company between one night and the next. */
    private static final List<List<String>> DAYS = List.of(
            List.of(),
            // Tuesday: a new order, a cancelled one, a line corrected without its order, and a line deleted.
            List.of(
                    "insert into orders select 'N-1', company_id, number, customer_reference, customer_id,"
                            + " invoice_customer_id, ship_customer_id, date '2026-11-17', created_at, 'confirmed', false, null,"
                            + " opportunity_id, 'EUR', 1, 1000, account_manager_id, channel_id, agent_id, price_list_id,"
                            + " promised_on, timestamp '2026-11-17 09:30' from orders where not is_return order by order_id limit 1",
                    "insert into order_lines (order_line_id, order_id, line_number, product_id, kind, quantity, net_amount,"
                            + " changed_at) select 'N-1-1', 'N-1', 1, min(product_id), 'goods', 4, 1000, timestamp '2026-11-17"
                            + " 09:30' from order_lines",
                    "update orders set status = 'cancelled', changed_at = timestamp '2026-11-17 10:00' where order_id = (select"
                            + " max(order_id) from orders where status = 'done' and ordered_on < date '2026-11-01')",
                    "update order_lines set net_amount = net_amount + 0.5, changed_at = timestamp '2026-11-17 11:00' where"
                            + " order_line_id = (select min(order_line_id) from order_lines where net_amount > 100)",
                    "delete from discount_approvals where order_line_id = (select max(order_line_id) from order_lines where"
                            + " kind = 'goods' and order_line_id not like 'N%')",
                    "delete from deliveries where order_line_id = (select max(order_line_id) from order_lines where kind ="
                            + " 'goods' and order_line_id not like 'N%')",
                    "delete from order_lines where order_line_id = (select max(order_line_id) from order_lines where kind ="
                            + " 'goods' and order_line_id not like 'N%')"),
            // Wednesday: keys are compared; a customer changes its size, an approval is gone.
            List.of(
                    "update customers set size_class = 'large', changed_at = timestamp '2026-11-18 08:00' where customer_id ="
                            + " (select min(customer_id) from customers)",
                    "delete from discount_approvals where approval_id = (select min(approval_id) from discount_approvals)",
                    "insert into payments select 'P-1', invoice_id, customer_id, date '2026-11-18', 12.34, currency_code,"
                            + " 12.34, status, timestamp '2026-11-18 12:00' from payments order by payment_id limit 1"),
            // Thursday: a late correction that says it was made in September, and one that changes no sum.
            List.of(
                    "update order_lines set net_amount = net_amount - 7, changed_at = timestamp '2026-09-01 00:00' where"
                            + " order_line_id = (select min(order_line_id) from order_lines where net_amount > 200)",
                    "update customers set name = name || ' AG', changed_at = timestamp '2026-11-19 16:00' where customer_id ="
                            + " (select max(customer_id) from customers)"),
            // Friday: an order comes back to life, a delivery is added.
            List.of(
                    "update orders set status = 'done', changed_at = timestamp '2026-11-20 07:00' where status = 'cancelled'"
                            + " and changed_at = timestamp '2026-11-17 10:00'",
                    "insert into deliveries (delivery_id, order_line_id, promised_on, delivered_on, quantity) select 'ZZZ-1',"
                            + " 'N-1-1', date '2026-11-19', date '2026-11-20', 4",
                    "update customers set name = name || ' SE', changed_at = timestamp '2026-11-20 16:00' where customer_id ="
                            + " (select max(customer_id) from customers)"));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private static RunOutcome run(SampleHouse house, Path source, LocalDate day, boolean isFull, Recorder recorder) {
        NightSettings settings = house.settings(Path.of("jobs"), List.of(source), 2, DataSize.ofGigabytes(2));
        try (RunLauncher launcher = RunLauncher.open(settings)) {
            return launcher.run(new RunRequest(day, isFull, "test", isFull ? "a test" : null), recorder);
        }
    }

    /** What the nights said of the tables, a line for each night. */
    private static String story(Recorder[] nights, String... tables) {
        return Arrays.stream(nights)
                .map(night -> Arrays.stream(tables)
                        .map(table -> table + ": " + night.said("extract.erp." + table))
                        .collect(Collectors.joining("; ")))
                .collect(Collectors.joining("\n"));
    }

    /** All marts but the one that tells what changed since the night before, which the full night does not have. */
    private static Map<String, String> besidesChanges(Map<String, String> hashes) {
        Map<String, String> others = new TreeMap<>(hashes);
        others.remove("value_change_v1");
        return others;
    }

    @Test
    void fiveIncrementalNightsEndInTheMartsOfOneFullNight() throws IOException, SQLException {
        SampleHouse files = new SampleHouse(folder.resolve("files"));
        files.run(new Recorder());
        SampleDatabase erp = SampleDatabase.of(
                "erp", Server.POSTGRESQL, "incremental", files.data().resolve("work/20261120-r0/night.duckdb"));
        erp.execute("update order_lines set changed_at = orders.changed_at from orders where orders.order_id ="
                + " order_lines.order_id");
        for (String table : List.of("customers", "products", "orders", "order_lines", "invoices", "payments")) {
            erp.execute("update " + table + " set changed_at = changed_at - interval '10 days'");
        }
        Path source = erp.sourceFile(folder, "erp", List.of(), INCREMENTS);
        SampleHouse chain = new SampleHouse(folder.resolve("chain"));
        Recorder[] nights = new Recorder[DAYS.size()];
        for (int day = 0; day < DAYS.size(); day++) {
            erp.execute(DAYS.get(day).toArray(String[]::new));
            nights[day] = new Recorder();
            run(chain, source, MONDAY.plusDays(day), false, nights[day]);
        }
        Map<String, String> ofTheChain = chain.hashes();

        SampleHouse whole = new SampleHouse(folder.resolve("whole"));
        run(whole, erp.sourceFile(folder, "erp", List.of(), Map.of()), MONDAY.plusDays(4), false, new Recorder());

        assertThat(besidesChanges(ofTheChain)).hasSize(26).isEqualTo(besidesChanges(whole.hashes()));
        assertThat(story(nights, "orders", "order_lines", "discount_approvals", "deliveries", "customers"))
                .isEqualTo("""
                        orders: 4,109 rows; order_lines: 12,004 rows; discount_approvals: 948 rows; deliveries: 11,036 rows; customers: 400 rows
                        orders: 16 rows changed of 4,110; order_lines: 35 rows changed, 1 deleted of 12,004; discount_approvals: 1 row changed of 948; deliveries: 1 row changed, 1 deleted of 11,035; customers: 1 row changed of 400
                        orders: 2 rows changed of 4,110; order_lines: 2 rows changed of 12,004; discount_approvals: 1 row changed, 1 deleted of 947; deliveries: 1 row changed of 11,035; customers: 2 rows changed of 400
                        orders: 2 rows changed of 4,110; order_lines: 12,004 rows; discount_approvals: 1 row changed of 947; deliveries: 1 row changed of 11,035; customers: 2 rows changed of 400
                        orders: 2 rows changed of 4,110; order_lines: 1 row changed of 12,004; discount_approvals: 1 row changed of 947; deliveries: 2 rows changed of 11,036; customers: 1 row changed of 400""");

        Path thursday = source;
        Recorder again = new Recorder();
        erp.sourceFile(folder, "erp", List.of(), INCREMENTS);
        RunOutcome first = run(chain, thursday, MONDAY.plusDays(2), false, new Recorder());
        RunOutcome second = run(chain, thursday, MONDAY.plusDays(2), true, again);
        assertThat(again.said("extract.erp.orders")).isEqualTo("as recorded on 2026-11-18-r0");
        assertThat(chain.hashes(second.version())).isEqualTo(chain.hashes(first.version()));
    }
}

package io.clientele.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.extract.tryton.TrytonDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people do in Tryton between one night and the next, read by what has changed. */
class TrytonChangesTest {

    private static final LocalDate SATURDAY = LocalDate.of(2026, 11, 21);

    private static final LocalDate SUNDAY = LocalDate.of(2026, 11, 22);

    private static final String CHANGED = "write_date = timestamp '2026-11-22 06:00'";

    /** Each as Tryton writes it: the record itself with its time of change, and what hangs on it. */
    private static final List<String> WORK = List.of(
            // three sales are cancelled, and one quotation is confirmed on Sunday
            "update sale_sale set state = 'cancelled', " + CHANGED
                    + " where id in (select id from sale_sale where state ="
                    + " 'processing' and id > 124 order by id limit 3)",
            "update sale_sale set state = 'confirmed', sale_date = date '2026-11-22', " + CHANGED
                    + " where id = (select" + " max(id) from sale_sale where state = 'quotation' and id > 124)",
            // the price of one line is corrected without its sale, and one line is added
            "update sale_line set unit_price = unit_price + 1, " + CHANGED
                    + " where id = (select max(sale_line.id) from"
                    + " sale_line inner join sale_sale on sale_sale.id = sale_line.sale where state = 'done' and quantity > 0)",
            "insert into sale_line (id, create_date, create_uid, product, quantity, sale, sequence, type, unit, unit_price,"
                    + " base_price) select 800001, timestamp '2026-11-22 06:00', create_uid, product, 7, sale, 99, type, unit,"
                    + " unit_price, base_price from sale_line where id = (select min(sale_line.id) from sale_line inner join"
                    + " sale_sale on sale_sale.id = sale_line.sale where state = 'processing' and sale > 124)",
            // one invoice is cancelled, one gets another reference and one payment another day
            "update account_invoice set state = 'cancelled', " + CHANGED + " where id = (select max(id) from"
                    + " account_invoice where state = 'posted')",
            "update account_invoice set reference = 'corrected', " + CHANGED + " where id = (select max(id) from"
                    + " account_invoice where state = 'paid')",
            "update account_move set date = date + 1, " + CHANGED
                    + " where id = (select move from account_move_line where"
                    + " id = (select max(line) from \"account_invoice-account_move_line\"))",
            // an opportunity is lost
            "update sale_opportunity set state = 'lost', lost_reason = 'price', " + CHANGED
                    + " where id = (select max(id)" + " from sale_opportunity where state = 'opportunity')");

    /** The products are as old as the company; so a line is as old as its sale. */
    private static final List<String> OLD_PRODUCTS = List.of(
            "update product_template set write_date = timestamp '2022-01-01 06:00'",
            "update product_cost_price set write_date = timestamp '2022-01-01 06:00'");

    private static final String QUALITY =
            "select * from marts.data_quality_v1 where item not like 'drift of %' order by all";

    /** A draft goes without a trace. */
    private static final List<String> DELETION =
            List.of("delete from sale_line where sale = 800000", "delete from sale_sale where id = 800000");

    private static final List<String> DRAFT = List.of(
            "insert into sale_sale (id, company, create_date, create_uid, currency, invoice_method, invoice_state, party,"
                    + " sale_date, shipment_method, shipment_state, state, revision) select 800000, company, timestamp"
                    + " '2026-11-20 06:00', create_uid, currency, invoice_method, 'none', party, date '2026-11-20',"
                    + " shipment_method, 'none', 'draft', 0 from sale_sale where id = 200",
            "insert into sale_line (id, create_date, create_uid, product, quantity, sale, sequence, type, unit, unit_price)"
                    + " select 800000 + id % 10, timestamp '2026-11-20 06:00', create_uid, product, quantity, 800000,"
                    + " sequence, type, unit, unit_price from sale_line where sale = 200");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void aNightOfChangesAndADeletedDraftPublishesTheBytesOfAFullNight() throws IOException, SQLException {
        TrytonDatabase.assumeDelivered();
        TrytonDatabase database = TrytonDatabase.load("tryton_changes").sell(60, 600, 1);
        execute(database, OLD_PRODUCTS);
        execute(database, DRAFT);
        PackHouse chain = PackHouse.of(folder, "tryton", database.url()).usingRatesFor(3660);
        chain.run(SATURDAY, new Recorder());
        Map<String, String> ofSaturday = besidesChanges(chain, SATURDAY);
        execute(database, WORK);
        execute(database, DELETION);
        Recorder sunday = new Recorder();
        chain.run(SUNDAY, sunday);

        PackHouse whole = chain.anew(folder.resolve("whole"));
        Recorder full = new Recorder();
        whole.run(SUNDAY, full);

        assertThat(besidesChanges(chain, SUNDAY))
                .hasSize(26)
                .isEqualTo(besidesChanges(whole, SUNDAY))
                .isNotEqualTo(ofSaturday);
        assertThat(List.of("orders", "order_lines", "invoices", "payments", "opportunities", "complaints"))
                .extracting(table -> sunday.said("extract.erp." + table))
                .containsExactly(
                        "130 rows changed, 1 deleted of 724",
                        "336 rows changed, 3 deleted of 1,805",
                        "113 rows changed of 670",
                        "88 rows changed of 624",
                        "41 rows changed of 230",
                        "7 rows changed of 31");
    }

    /** All marts but what tells of changes since the night before, which the full night does not have: a mart, and drifts of totals. */
    private static Map<String, String> besidesChanges(PackHouse house, LocalDate day) throws SQLException {
        Map<String, String> others = new TreeMap<>(house.hashes());
        others.remove("value_change_v1");
        try (Connection night = house.night(day)) {
            others.put("data_quality_v1", String.join("\n", PackHouse.rows(night, QUALITY)));
        }
        return others;
    }

    private static void execute(TrytonDatabase database, List<String> statements) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                assertThat(statement.executeUpdate(sql)).as(sql).isPositive();
            }
        }
    }
}

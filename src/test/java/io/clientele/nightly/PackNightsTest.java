package io.clientele.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.extract.packs.SqlScript;
import io.clientele.servers.MariaDb;
import io.clientele.servers.PostgreSql;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A night from the few invented rows of an Odoo and of an ERPNext database, from the first query to the marts. */
class PackNightsTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

    private static final String LANDED = """
            select deliveries.table_name, deliveries.accepted_count
            from run.deliveries
            where is_delivered
                and delivered_count = accepted_count
            order by table_name
            """;

    private static final String PROVEN = """
            select count(distinct table_name), bool_and(source_figure = landed_figure)
            from run.source_totals
            """;

    private static final String REVENUE = """
            select customer_id, revenue_amount_12m
            from marts.customer_value_v1
            where level = 'customer'
            order by customer_id
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void twentyTablesOfOdooAreProvenAndPublishedInTenMarts() throws IOException, SQLException {
        String url = PostgreSql.database("odoo_night");
        try (Connection odoo = PostgreSql.connect(url)) {
            SqlScript.run(odoo, "odoo17/schema.sql");
            SqlScript.run(odoo, "odoo17/data.sql");
        }
        PackHouse house = PackHouse.of(folder, "odoo", url).usingRatesFor(366);

        house.run(DAY, new Recorder());

        assertThat(house.hashes()).hasSize(27);
        try (Connection night = house.night(DAY)) {
            assertThat(PackHouse.rows(night, LANDED))
                    .containsExactly(
                            "account_managers 2",
                            "activities 5",
                            "agents 1",
                            "companies 2",
                            "contacts 1",
                            "customers 6",
                            "deliveries 3",
                            "exchange_rates 5",
                            "invoice_lines 7",
                            "invoices 6",
                            "opportunities 6",
                            "opportunity_events 8",
                            "order_lines 12",
                            "orders 8",
                            "payments 4",
                            "price_list_items 5",
                            "product_categories 2",
                            "products 5",
                            "returns 2",
                            "surveys 1");
            assertThat(PackHouse.rows(night, PROVEN)).containsExactly("20 true");
            // 11: 315.90 less 50 and less the 9 of a credit note; 16: 70 dollars at 0.64
            assertThat(PackHouse.rows(night, REVENUE))
                    .containsExactly("10 0.00", "11 256.90", "14 100.00", "15 50.00", "16 44.80", "19 0.00");
        }
    }

    @Test
    void twentyOneTablesOfErpNextAreProvenAndPublishedInTenMarts() throws IOException, SQLException {
        String url = MariaDb.database("erpnext_night");
        try (Connection erpnext = MariaDb.connect(url)) {
            SqlScript.run(erpnext, "erpnext15/schema.sql");
            SqlScript.run(erpnext, "erpnext15/data.sql");
        }
        PackHouse house = PackHouse.of(folder, "erpnext", url).usingRatesFor(366);

        house.run(DAY, new Recorder());

        assertThat(house.hashes()).hasSize(27);
        try (Connection night = house.night(DAY)) {
            assertThat(PackHouse.rows(night, LANDED))
                    .containsExactly(
                            "account_managers 3",
                            "activities 4",
                            "agents 2",
                            "companies 1",
                            "complaints 2",
                            "contacts 1",
                            "customers 4",
                            "deliveries 1",
                            "exchange_rates 2",
                            "installed_assets 1",
                            "invoice_lines 5",
                            "invoices 6",
                            "opportunities 5",
                            "opportunity_events 6",
                            "order_lines 8",
                            "orders 6",
                            "payments 7",
                            "price_list_items 4",
                            "product_categories 2",
                            "products 3",
                            "returns 1");
            assertThat(PackHouse.rows(night, PROVEN)).containsExactly("21 true");
            // CUST-1: 270 and 50 less the 9 of a credit note; CUST-3: 500 dollars at 0.8
            assertThat(PackHouse.rows(night, REVENUE))
                    .containsExactly("CUST-1 311.00", "CUST-2 100.00", "CUST-3 400.00", "CUST-4 0.00");
            // 23:30 and 10:00 in Berlin, in winter
            assertThat(PackHouse.rows(
                            night,
                            "select created_at, changed_at from landing.customers where customer_id =" + " 'CUST-1'"))
                    .containsExactly("2026-01-02 22:30:00.0 2026-11-03 09:00:00.0");
        }
    }
}

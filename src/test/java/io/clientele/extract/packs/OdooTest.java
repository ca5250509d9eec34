package io.clientele.extract.packs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.servers.PostgreSql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The Odoo pack on a PostgreSQL database with the schema of Odoo 17. */
class OdooTest {

    private static Landed landed;

    @BeforeAll
    static void land() throws SQLException {
        try (Connection odoo = PostgreSql.connect(PostgreSql.database("odoo17"))) {
            SqlScript.run(odoo, "odoo17/schema.sql");
            SqlScript.run(odoo, "odoo17/data.sql");
            landed = Landed.of(SourcePack.read("odoo").with("complaints", "complaints.sql"), odoo);
        }
    }

    @AfterAll
    static void close() throws SQLException {
        landed.close();
    }

    @Test
    void all21TablesKeepTheirContracts() throws SQLException {
        assertThat(landed.violations()).isEmpty();
        assertThat(landed.rowCounts()).hasSize(21).allSatisfy((table, rows) -> assertThat(rows)
                .isPositive());
    }

    @Test
    void anOrderOf2330UtcIsOfTheNextDayInBerlinAndAnOrderOf0300UtcOfTheDayBeforeInNewYork() throws SQLException {
        assertThat(landed.rows("select order_id, ordered_on, promised_on from orders where order_id in ('100', '107')"))
                .containsExactlyInAnyOrder("100 | 2026-11-10 | 2026-11-20", "107 | 2026-11-09 | null");
        assertThat(landed.rows("select company_id, currency_code, timezone from companies"))
                .containsExactlyInAnyOrder("1 | EUR | Europe/Berlin", "2 | USD | America/New_York");
    }

    @Test
    void aRateIsTheCurrencysAgainstTheHousesOwnAndMovesWithEither() throws SQLException {
        assertThat(landed.rows("select currency_code, valid_from_on, units_per_company_currency from exchange_rates"))
                .containsExactlyInAnyOrder(
                        "USD | 2026-01-01 | 1.100000000",
                        "USD | 2026-06-01 | 1.250000000",
                        "USD | 2026-07-01 | 1.562500000",
                        "JPY | 2026-02-01 | 160.000000000",
                        "JPY | 2026-07-01 | 200.000000000");
    }

    @Test
    void sixOfFifteenPartnersAreCustomersAndASubsidiaryHasItsParent() throws SQLException {
        assertThat(landed.rows("select customer_id from customers"))
                .containsExactlyInAnyOrder("10", "11", "14", "15", "16", "19");
        assertThat(landed.value(
                        "select code, kind, parent_customer_id, tax_id, industry, city, country_code, price_list_id,"
                                + " credit_limit, payment_term_days, account_manager_id, channel_id from customers"
                                + " where customer_id = '11'"))
                .isEqualTo("D-11 | company | 10 | DE222 | null | Kiel | DE | 1 | 25000.0000 | 30 | 1 | direct");
        assertThat(
                        landed.rows(
                                "select customer_id, kind, is_active, agent_id from customers where customer_id in ('14', '15', '16')"))
                .containsExactlyInAnyOrder(
                        "14 | company | true | 14", "15 | person | true | null", "16 | company | false | null");
    }

    @Test
    void ofFourPeopleBelowCompaniesOneWorksAtACustomerToday() throws SQLException {
        assertThat(landed.rows("select contact_id, customer_id, name, seniority from contacts"))
                .containsExactly("12 | 11 | Clara Conrad | Einkauf");
    }

    @Test
    void aVariantCosts13And50WithItsTwoSurchargesAndTheFirst5And25ToBuy() throws SQLException {
        assertThat(landed.rows(
                        "select product_id, code, name, category_id, kind, list_price, cost_price, is_active, changed_at"
                                + " from products where product_id in ('1', '2', '5')"))
                .containsExactlyInAnyOrder(
                        "1 | P-1 | Pump | 2 | goods | 10.0000 | 5.2500 | true | 2026-01-06T00:00",
                        "2 | P-2 | Pump | 2 | goods | 13.5000 | null | true | 2026-01-05T00:00",
                        "5 | S-1 | Installation | 1 | service | 80.0000 | null | false | 2026-01-05T00:00");
    }

    @Test
    void aRuleForATemplateHoldsForBothVariantsFromNewYearInBerlin() throws SQLException {
        assertThat(landed.rows(
                        "select item_id, product_id, category_id, min_quantity, unit_price, discount_fraction, valid_from_on"
                                + " from price_list_items"))
                .containsExactlyInAnyOrder(
                        "1-1 | 1 | null | 10.000000 | 8.5000 | null | 2027-01-01",
                        "1-2 | 2 | null | 10.000000 | 8.5000 | null | 2027-01-01",
                        "2 | null | 2 | 0.000000 | null | 0.125000 | null",
                        "3 | null | null | 0.000000 | null | null | null",
                        "4-2 | 2 | null | 0.000000 | null | 0.050000 | null");
    }

    @Test
    void theLeaderOfATeamIsTheSuperiorAndWhoLeftStaysKnown() throws SQLException {
        assertThat(landed.rows("select account_manager_id, name, team, manager_id, is_active from account_managers"))
                .containsExactlyInAnyOrder(
                        "1 | Anna Adler | North | 2 | true", "2 | Bert Bauer | North | null | false");
    }

    @Test
    void anOrderOfAContactIsItsCompanysWithoutTax() throws SQLException {
        assertThat(landed.value(
                        "select number, customer_reference, customer_id, invoice_customer_id, ship_customer_id, status,"
                                + " is_return, opportunity_id, currency_code, fx_to_company, net_amount, channel_id, agent_id"
                                + " from orders where order_id = '100'"))
                .isEqualTo(
                        "S00100 | PO-7 | 11 | null | null | done | false | 400 | EUR | 1.000000000 | 315.9000 | North | null");
    }

    @Test
    void fiveHundredDollarsAre400Euros() throws SQLException {
        assertThat(landed.value("select currency_code, fx_to_company, net_amount, net_amount * fx_to_company = 400"
                        + " from orders where order_id = '101'"))
                .isEqualTo("USD | 0.800000000 | 500.0000 | true");
    }

    @Test
    void eachStateOfAnOrderHasItsStatus() throws SQLException {
        assertThat(landed.rows("select order_id, status from orders where order_id in ('101', '102', '103', '104')"))
                .containsExactlyInAnyOrder("101 | quoted", "102 | cancelled", "103 | draft", "104 | confirmed");
    }

    @Test
    void anAgentBuysForItselfOrPaysForACustomer() throws SQLException {
        assertThat(landed.rows("select agent_id, name, kind from agents"))
                .containsExactly("14 | Zwischenhandel KG | reseller");
        assertThat(
                        landed.rows(
                                "select order_id, customer_id, invoice_customer_id, agent_id from orders where channel_id = 'agent'"))
                .containsExactlyInAnyOrder("104 | 14 | null | 14", "105 | 15 | 14 | 14");
    }

    @Test
    void anOrderChangesWithItsCustomerAndItsLines() throws SQLException {
        assertThat(landed.rows("select order_id, changed_at from orders where order_id in ('100', '105')"))
                .containsExactlyInAnyOrder("100 | 2026-11-14T08:00", "105 | 2026-11-15T08:00");
    }

    @Test
    void aReturnOrderAndItsLineAreNegative() throws SQLException {
        assertThat(landed.value("select is_return, net_amount from orders where order_id = '106'"))
                .isEqualTo("true | -50.0000");
        assertThat(
                        landed.value(
                                "select quantity, unit_price, net_amount, cost_amount from order_lines where order_line_id = '1060'"))
                .isEqualTo("-5.000000 | 10.0000 | -50.0000 | -26.2500");
    }

    @Test
    void sectionsNotesAndDownPaymentsAreNoLinesAndTheRestAddsUpToEachOrder() throws SQLException {
        assertThat(landed.rows("select order_line_id, kind from order_lines where order_id = '100'"))
                .containsExactlyInAnyOrder("1001 | goods", "1004 | freight", "1005 | service", "1006 | discount");
        assertThat(landed.rows("select order_id, orders.net_amount, sum(order_lines.net_amount) from orders"
                        + " inner join order_lines using (order_id) group by all"
                        + " having orders.net_amount <> sum(order_lines.net_amount)"))
                .isEmpty();
    }

    @Test
    void twoDozenAre24UnitsAndThePriceIsPerDozen() throws SQLException {
        assertThat(landed.value(
                        "select quantity, uom, quantity_base, list_unit_price, unit_price, discount_fraction, net_amount,"
                                + " cost_amount from order_lines where order_line_id = '1001'"))
                .isEqualTo("2.000000 | Dozens | 24.000000 | 120.0000 | 108.0000 | 0.100000 | 216.0000 | 126.0000");
    }

    @Test
    void aPriceWithTaxOf119Is100WithoutIt() throws SQLException {
        assertThat(landed.value(
                        "select list_unit_price, unit_price, net_amount from order_lines where order_line_id = '1005'"))
                .isEqualTo("100.0000 | 100.0000 | 100.0000");
    }

    @Test
    void aLineGivenAwayKeepsItsListPriceOf10() throws SQLException {
        assertThat(
                        landed.value(
                                "select list_unit_price, unit_price, discount_fraction from order_lines where order_line_id = '1070'"))
                .isEqualTo("10.0000 | 0.0000 | 1.000000");
        assertThat(landed.value("select kind, promotion_id from order_lines where order_line_id = '1051'"))
                .isEqualTo("discount | 7");
    }

    @Test
    void twelveUnitsOfTwoDozenAreDeliveredADayLaterInBerlinAndOneDozenIsDue() throws SQLException {
        assertThat(landed.rows(
                        "select delivery_id, order_line_id, promised_on, delivered_on, quantity from deliveries"))
                .containsExactlyInAnyOrder(
                        "500 | 1001 | 2026-11-20 | 2026-11-18 | 1.000000",
                        "501 | 1001 | 2026-11-20 | null | 1.000000",
                        "505 | 1040 | 2026-11-07 | 2026-11-06 | 10.000000");
    }

    @Test
    void aCreditNoteIsNegativeAsInvoiceAndPositiveAsReturn() throws SQLException {
        assertThat(landed.value(
                        "select kind, customer_id, net_amount, gross_amount, open_amount, reverses_invoice_id, status"
                                + " from invoices where invoice_id = '201'"))
                .isEqualTo("credit_note | 11 | -9.0000 | -10.7100 | 0.0000 | 200 | paid");
        assertThat(landed.value("select quantity, net_amount from invoice_lines where invoice_line_id = '2010'"))
                .isEqualTo("-1.000000 | -9.0000");
        assertThat(landed.rows(
                        "select return_id, order_id, original_order_id, customer_id, returned_on, quantity, net_amount, reason"
                                + " from returns"))
                .containsExactlyInAnyOrder(
                        "2010 | null | 100 | 11 | 2026-11-13 | 1.000000 | 9.0000 | Reversal of: INV/2026/0200, broken",
                        "2060 | 106 | null | 11 | 2026-11-17 | 5.000000 | 50.0000 | null");
    }

    @Test
    void anInvoiceOf500DollarsHas200OpenAndItsRate() throws SQLException {
        assertThat(landed.value("select currency_code, fx_to_company, net_amount, open_amount, status, changed_at"
                        + " from invoices where invoice_id = '202'"))
                .isEqualTo("USD | 0.800000000 | 500.0000 | 200.0000 | posted | 2026-11-19T09:00");
    }

    @Test
    void draftsHaveNoNumberAndBillsOfVendorsAreNoInvoices() throws SQLException {
        assertThat(
                        landed.rows(
                                "select invoice_id, number, invoiced_on, status from invoices where status in ('draft', 'cancelled')"))
                .containsExactlyInAnyOrder(
                        "203 | null | 2026-11-15 | draft", "204 | INV/2026/0204 | 2026-11-16 | cancelled");
        assertThat(landed.value("select count(*) from invoices where invoice_id = '205'"))
                .isEqualTo("0");
    }

    @Test
    void theLinesOfAnInvoiceAddUpToItsNetWithoutTaxAndDownPayment() throws SQLException {
        assertThat(landed.value("select count(*), sum(net_amount) from invoice_lines where invoice_id = '200'"))
                .isEqualTo("4 | 315.9000");
        assertThat(landed.value(
                        "select order_line_id, uom, unit_price from invoice_lines where invoice_line_id = '2000'"))
                .isEqualTo("1001 | Dozens | 108.0000");
    }

    @Test
    void moneyIsPaidOnceOnAccountOrBackAndACreditNoteIsNoMoney() throws SQLException {
        assertThat(landed.rows(
                        "select payment_id, invoice_id, customer_id, paid_on, amount, currency_code, company_amount"
                                + " from payments"))
                .containsExactlyInAnyOrder(
                        "match-1 | 200 | 11 | 2026-11-18 | 365.2100 | EUR | 365.2100",
                        "match-3 | 202 | 10 | 2026-11-19 | 300.0000 | USD | 240.0000",
                        "match-4 | 206 | 11 | 2026-11-20 | -59.5000 | EUR | -59.5000",
                        "open-3020 | null | 10 | 2026-11-19 | 50.0000 | EUR | 50.0000");
    }

    @Test
    void aLostOpportunityIsArchivedAndSaysWhy() throws SQLException {
        assertThat(landed.rows(
                        "select opportunity_id, customer_id, status, stage, lost_reason, probability, created_on, closed_on"
                                + " from opportunities"))
                .containsExactlyInAnyOrder(
                        "400 | 11 | open | Qualified | null | 0.375000 | 2026-10-02 | null",
                        "401 | 10 | won | Won | null | 1.000000 | 2026-09-01 | 2026-10-01",
                        "402 | 10 | lost | New | Too expensive | 0.000000 | 2026-09-02 | 2026-10-05",
                        "403 | 10 | cancelled | New | null | 0.200000 | 2026-09-03 | 2026-10-06",
                        "405 | null | open | New | null | 0.100000 | 2026-09-05 | null",
                        "406 | 19 | open | New | null | 0.100000 | 2026-09-06 | null");
        assertThat(landed.rows("select opportunity_id, lead_name, currency_code, amount, lead_source from opportunities"
                        + " where opportunity_id in ('400', '405', '406')"))
                .containsExactlyInAnyOrder(
                        "400 | null | EUR | 5000.0000 | Trade fair",
                        "405 | Fremd AG | EUR | 700.0000 | null",
                        "406 | null | USD | 900.0000 | null");
    }

    @Test
    void threeStagesAreEnteredInOrder() throws SQLException {
        assertThat(landed.rows(
                        "select \"at\", stage from opportunity_events where opportunity_id = '401' order by \"at\""))
                .containsExactly("2026-09-01T08:00 | New", "2026-09-10T08:00 | Qualified", "2026-09-30T23:15 | Won");
    }

    @Test
    void aMeetingCountsOnceAnInternalNoteNeverAndAPlannedCallBeginsAtMidnightInBerlin() throws SQLException {
        assertThat(landed.rows(
                        "select activity_id, customer_id, contact_id, opportunity_id, kind, is_initiated_by_us, \"at\", is_done,"
                                + " minutes from activities"))
                .containsExactlyInAnyOrder(
                        "event-1 | 11 | 12 | 400 | meeting | null | 2026-10-04T08:00 | null | 90",
                        "message-1 | 11 | 12 | 400 | call | true | 2026-10-03T09:00 | true | null",
                        "message-2 | 11 | 12 | null | email | false | 2026-11-10T07:00 | true | null",
                        "message-3 | 11 | 12 | null | email | true | 2026-11-10T08:00 | true | null",
                        "activity-1 | 11 | null | null | call | true | 2026-11-19T23:00 | false | null");
    }

    @Test
    void aTicketOf2345UtcIsOpenedOnTheNextDayAndAVendorsIsNone() throws SQLException {
        assertThat(landed.rows(
                        "select complaint_id, customer_id, order_id, product_id, opened_on, closed_at, status, category, severity"
                                + " from complaints"))
                .containsExactly("1 | 11 | 100 | 1 | 2026-11-12 | 2026-11-13T08:00 | Solved | Broken goods | 2");
    }

    @Test
    void oneOfThreeRatingsWasGivenByACustomer() throws SQLException {
        assertThat(landed.rows(
                        "select response_id, customer_id, contact_id, instrument, driver, score, score_min, score_max"
                                + " from surveys"))
                .containsExactly("1 | 11 | 12 | csat | service | 5.000000 | 1.000000 | 5.000000");
    }

    @Test
    void withoutTheOptionalAppsTheSameQueriesRunAndTheirColumnsAreNull() throws SQLException {
        try (Connection odoo = PostgreSql.connect(PostgreSql.database("odoo17_plain"));
                Statement statement = odoo.createStatement()) {
            SqlScript.run(odoo, "odoo17/schema.sql");
            SqlScript.run(odoo, "odoo17/data.sql");
            statement.execute("alter table sale_order drop column opportunity_id");
            statement.execute("alter table res_company drop column sale_discount_product_id");
            statement.execute(
                    "alter table sale_order_line drop column purchase_price, drop column is_delivery, drop column reward_id");
            try (Landed plain = Landed.of(SourcePack.read("odoo"), odoo)) {
                assertThat(plain.violations()).isEmpty();
                assertThat(plain.value("select opportunity_id from orders where order_id = '100'"))
                        .isEqualTo("null");
                assertThat(plain.value(
                                "select kind, cost_amount, promotion_id from order_lines where order_line_id = '1004'"))
                        .isEqualTo("service | null | null");
            }
        }
    }

    @Test
    void aRangeOfKeysReachesTheIndexThroughTheQuery() throws SQLException {
        SourcePack pack = SourcePack.read("odoo");
        try (Connection odoo = PostgreSql.connect(PostgreSql.database("odoo17_plans"));
                Statement statement = odoo.createStatement()) {
            SqlScript.run(odoo, "odoo17/schema.sql");
            statement.execute("set enable_seqscan = off");
            for (String table : List.of("orders", "order_lines", "deliveries", "invoices", "invoice_lines")) {
                String key = Landed.contract(table).grain().get(0);
                List<String> plan = new ArrayList<>();
                try (ResultSet rows = statement.executeQuery("explain select * from (" + pack.sql(table + ".sql")
                        + ") as q where q." + key + " >= 7 and q." + key + " < 9 order by q." + key)) {
                    while (rows.next()) {
                        plan.add(rows.getString(1).strip());
                    }
                }
                assertThat(plan).as(table).contains("Index Cond: ((id >= 7) AND (id < 9))");
            }
        }
    }

    @Test
    void theRightsOnThePageAreEnoughForAll20Queries() throws SQLException {
        SourcePack pack = SourcePack.read("odoo");
        try (Connection odoo = PostgreSql.connect(PostgreSql.database("odoo17_rights"));
                Statement statement = odoo.createStatement()) {
            SqlScript.run(odoo, "odoo17/schema.sql");
            SqlScript.run(odoo, "odoo17/data.sql");
            statement.execute("create role clientele");
            for (String grant : pack.grants()) {
                statement.execute(grant);
            }
            statement.execute("set role clientele");
            try (Landed granted = Landed.of(pack, odoo)) {
                assertThat(granted.rowCounts()).hasSize(20);
            }
            assertThatThrownBy(() -> statement.execute("select login from res_users"))
                    .hasMessageContaining("permission denied for table res_users");
        }
    }
}

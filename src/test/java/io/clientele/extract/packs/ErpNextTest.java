package io.clientele.extract.packs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.servers.MariaDb;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The ERPNext pack on a MariaDB database with the schema of ERPNext 15. Times are the site's own: the engine converts them. */
class ErpNextTest {

    private static Landed landed;

    @BeforeAll
    static void land() throws SQLException {
        try (Connection erpnext = MariaDb.connect(MariaDb.database("erpnext15"))) {
            SqlScript.run(erpnext, "erpnext15/schema.sql");
            SqlScript.run(erpnext, "erpnext15/data.sql");
            landed = Landed.of(SourcePack.read("erpnext"), erpnext);
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
    void theZoneIsTheSites() throws SQLException {
        assertThat(landed.rows("select * from companies"))
                .containsExactly("Nordwind | Nordwind GmbH | EUR | Europe/Berlin");
    }

    @Test
    void eightyCentsForADollarAre1And25DollarsForAEuro() throws SQLException {
        assertThat(landed.rows("select * from exchange_rates order by all"))
                .containsExactly("USD | 2026-01-01 | 1.250000000", "USD | 2026-06-01 | 1.100000000");
    }

    @Test
    void aCustomerHasItsAddressTermsLimitAndTheLargestShareOfTheSalesTeam() throws SQLException {
        assertThat(landed.value(
                        "select name, kind, parent_customer_id, tax_id, territory, city, postal_code, country_code,"
                                + " customer_group, price_list_id, account_manager_id, channel_id, credit_limit, payment_term_days,"
                                + " created_at, changed_at, is_active from customers where customer_id = 'CUST-1'"))
                .isEqualTo(
                        "Kiel Werke GmbH | company | null | DE1 | North | Kiel | 24103 | DE | Industry | Standard Selling"
                                + " | Anna Adler | direct | 25000.0000 | 30 | 2026-01-02T23:30 | 2026-11-03T10:00 | true");
        assertThat(landed.rows("select customer_id, kind, account_manager_id, agent_id, is_active from customers"
                        + " where customer_id <> 'CUST-1'"))
                .containsExactlyInAnyOrder(
                        "CUST-2 | person | Anna Adler | null | true",
                        "CUST-3 | company | null | Agentur Süd | true",
                        "CUST-4 | company | null | null | false");
    }

    @Test
    void aContactOfTwoCustomersCountsOnceAndASuppliersNever() throws SQLException {
        assertThat(landed.rows("select contact_id, customer_id, name, seniority, phone from contacts"))
                .containsExactly("Clara-Kiel | CUST-1 | Clara Conrad | Einkauf | 0170");
    }

    @Test
    void aPumpCosts5And25OnAverageAnd10InTheNewestList() throws SQLException {
        assertThat(
                        landed.rows(
                                "select product_id, category_id, kind, base_uom, list_price, cost_price, is_active from products"))
                .containsExactlyInAnyOrder(
                        "PUMP | Pumps | goods | Nos | 10.0000 | 5.2500 | true",
                        "SERVICE | All Item Groups | service | Hour | null | null | true",
                        "OLD | Pumps | goods | Nos | null | 3.0000 | false");
        assertThat(
                        landed.value(
                                "select customer_id, min_quantity, unit_price, valid_to_on from price_list_items where item_id = 'ip3'"))
                .isEqualTo("CUST-1 | 10.000000 | 8.5000 | 2026-12-31");
    }

    @Test
    void aGroupWithoutAnEmployeeIsATeamAndNoManager() throws SQLException {
        assertThat(landed.rows(
                        "select account_manager_id, team, manager_id, employed_to_on, is_active from account_managers"))
                .containsExactlyInAnyOrder(
                        "Bert Bauer | Sales Team | null | 2026-06-30 | false",
                        "Anna Adler | null | Bert Bauer | null | true",
                        "Carl Claus | Sales Team | null | null | true");
    }

    @Test
    void anAgentTakesSevenAndAHalfPerCentAndADealerIsAReseller() throws SQLException {
        assertThat(landed.rows("select agent_id, kind, commission_fraction from agents"))
                .containsExactlyInAnyOrder("Agentur Süd | agent | 0.075000", "Händler Nord | reseller | 0.000000");
        assertThat(landed.rows("select order_id, agent_id from orders where channel_id = 'agent'"))
                .containsExactly("SO-2 | Agentur Süd");
    }

    @Test
    void anOrderEnteredAtHalfPastMidnightIsOfTheSitesDayWithoutTax() throws SQLException {
        assertThat(
                        landed.value(
                                "select ordered_on, created_at, customer_reference, status, is_return, opportunity_id, currency_code,"
                                        + " fx_to_company, net_amount, account_manager_id, promised_on from orders where order_id = 'SO-1'"))
                .isEqualTo("2026-11-10 | 2026-11-10T00:30 | PO-7 | done | false | OPP-1 | EUR | 1.000000000 | 270.0000"
                        + " | Anna Adler | 2026-11-20");
        assertThat(landed.value("select net_amount * fx_to_company = 400 from orders where order_id = 'SO-2'"))
                .isEqualTo("true");
    }

    @Test
    void anAmendedOrderIsCancelledOnceAndDoneOnce() throws SQLException {
        assertThat(landed.rows("select order_id, status from orders where order_id <> 'SO-1'"))
                .containsExactlyInAnyOrder(
                        "SO-2 | confirmed", "SO-3 | cancelled", "SO-3-1 | done", "SO-4 | draft", "SO-5 | confirmed");
    }

    @Test
    void tenPerCentOffTheDocumentAreOffEachLine() throws SQLException {
        assertThat(
                        landed.value(
                                "select kind, quantity, uom, quantity_base, list_unit_price, unit_price, discount_fraction, net_amount,"
                                        + " cost_amount, promotion_id, changed_at from order_lines where order_line_id = 'soi1'"))
                .isEqualTo("goods | 2.000000 | Dozen | 24.000000 | 120.0000 | 108.0000 | 0.100000 | 216.0000 | 126.0000"
                        + " | PRLE-0001 | 2026-11-11T09:00");
        assertThat(landed.value("select kind, discount_fraction, cost_amount, promotion_id, changed_at from order_lines"
                        + " where order_line_id = 'soi2'"))
                .isEqualTo("service | 0.100000 | null | null | 2026-11-12T09:00");
    }

    @Test
    void theLinesAddUpToEachOrder() throws SQLException {
        assertThat(landed.rows("select order_id, orders.net_amount, sum(order_lines.net_amount) from orders"
                        + " inner join order_lines using (order_id) group by all"
                        + " having orders.net_amount <> sum(order_lines.net_amount)"))
                .isEmpty();
    }

    @Test
    void aCostOf4EurosIs5DollarsAndTheDiscountOfTheLineAFifth() throws SQLException {
        assertThat(landed.value("select list_unit_price, unit_price, discount_fraction, cost_amount from order_lines"
                        + " where order_line_id = 'soi3'"))
                .isEqualTo("12.5000 | 10.0000 | 0.200000 | 250.0000");
    }

    @Test
    void whereThePriceHoldsTaxTheListPriceIsUnknownAndTheDiscount15PerCent() throws SQLException {
        assertThat(landed.value("select list_unit_price, unit_price, discount_fraction, net_amount from order_lines"
                        + " where order_line_id = 'soi8'"))
                .isEqualTo("null | 10.0000 | 0.150000 | 100.0000");
    }

    @Test
    void eighteenPiecesAreOneAndAHalfDozenDelivered() throws SQLException {
        assertThat(landed.rows(
                        "select delivery_id, order_line_id, promised_on, delivered_on, quantity from deliveries"))
                .containsExactly("dni1 | soi1 | 2026-11-20 | 2026-11-18 | 1.500000");
    }

    @Test
    void aCreditNoteIsNegativeAsInvoiceAndPositiveAsReturn() throws SQLException {
        assertThat(landed.value(
                        "select kind, status, net_amount, gross_amount, open_amount, reverses_invoice_id from invoices"
                                + " where invoice_id = 'SI-1-R'"))
                .isEqualTo("credit_note | posted | -9.0000 | -10.7100 | -10.7100 | SI-1");
        assertThat(landed.value("select quantity, net_amount from invoice_lines where invoice_line_id = 'sii3'"))
                .isEqualTo("-1.000000 | -9.0000");
        assertThat(landed.rows(
                        "select return_id, order_id, original_order_id, customer_id, returned_on, quantity, net_amount, reason"
                                + " from returns"))
                .containsExactly("sii3 | null | SO-1 | CUST-1 | 2026-11-13 | 1.000000 | 9.0000 | Broken pump");
    }

    @Test
    void anInvoiceInDollarsOnAnAccountInEurosHas200DollarsOpen() throws SQLException {
        assertThat(landed.value("select currency_code, fx_to_company, gross_amount, open_amount, status from invoices"
                        + " where invoice_id = 'SI-2'"))
                .isEqualTo("USD | 0.800000000 | 500.0000 | 200.0000 | posted");
        assertThat(landed.rows(
                        "select invoice_id, status from invoices where invoice_id in ('SI-1', 'SI-3', 'SI-4', 'SI-5')"))
                .containsExactlyInAnyOrder("SI-1 | paid", "SI-3 | paid", "SI-4 | draft", "SI-5 | cancelled");
    }

    @Test
    void moneyComesByEntryOnAccountAndAtTheCounterAndGoesBackNegative() throws SQLException {
        assertThat(
                        landed.rows(
                                "select payment_id, invoice_id, customer_id, amount, currency_code, company_amount, status from payments"))
                .containsExactlyInAnyOrder(
                        "per1 | SI-1 | CUST-1 | 321.3000 | EUR | 321.3000 | posted",
                        "per2 | SI-2 | CUST-3 | 300.0000 | USD | 270.0000 | posted",
                        "per3 | SI-1-R | CUST-1 | -10.7100 | EUR | -10.7100 | posted",
                        "per4 | SI-1 | CUST-1 | 5.0000 | EUR | 5.0000 | cancelled",
                        "per5 | null | CUST-3 | 20.0000 | USD | 18.0000 | posted",
                        "PE-1/unallocated | null | CUST-1 | 50.0000 | EUR | 50.0000 | posted",
                        "SI-3/counter | SI-3 | CUST-2 | 119.0000 | EUR | 119.0000 | posted");
    }

    @Test
    void aLostOpportunityNamesBothReasonsAndTheCompetitor() throws SQLException {
        assertThat(landed.rows(
                        "select opportunity_id, customer_id, lead_name, account_manager_id, status, probability, lost_reason,"
                                + " lost_to_competitor from opportunities"))
                .containsExactlyInAnyOrder(
                        "OPP-1 | CUST-1 | null | Anna Adler | won | 1.000000 | null | null",
                        "OPP-2 | CUST-3 | null | Anna Adler | lost | 0.000000 | Price, Delivery time | Südwind AG",
                        "OPP-3 | null | Fremd AG | null | open | 0.375000 | null | null",
                        "OPP-4 | CUST-1 | null | null | open | 0.500000 | null | null",
                        "OPP-5 | CUST-1 | null | null | cancelled | 0.500000 | null | null");
    }

    @Test
    void threeStagesAreEnteredInOrder() throws SQLException {
        assertThat(landed.rows(
                        "select \"at\", stage from opportunity_events where opportunity_id = 'OPP-1' order by \"at\""))
                .containsExactly(
                        "2026-10-01T23:30 | Prospecting",
                        "2026-10-10T09:00 | Qualification",
                        "2026-10-20T09:00 | Negotiation");
        assertThat(landed.value("select count(*) from opportunity_events")).isEqualTo("6");
    }

    @Test
    void anEventCountsOnceACommentNeverAndATaskBelongsToItsOpportunity() throws SQLException {
        assertThat(landed.rows("select activity_id, customer_id, contact_id, opportunity_id, account_manager_id, kind,"
                        + " is_initiated_by_us, \"at\", is_done, minutes from activities"))
                .containsExactlyInAnyOrder(
                        "event-EV-1 | CUST-1 | Clara-Kiel | OPP-1 | Anna Adler | meeting | null | 2026-10-04T10:00 | true | 90",
                        "message-com1 | CUST-1 | null | null | null | email | false | 2026-11-10T08:00 | true | null",
                        "message-com2 | CUST-1 | null | null | Anna Adler | call | true | 2026-11-10T09:00 | true | null",
                        "task-td1 | null | null | OPP-3 | Anna Adler | task | true | 2026-11-25T00:00 | false | null");
    }

    @Test
    void anIssueAndAWarrantyClaimAreComplaintsAndAnIssueWithoutCustomerIsNone() throws SQLException {
        assertThat(landed.rows("select complaint_id, customer_id, product_id, opened_on, closed_at, status, category,"
                        + " is_quality_incident, severity, resolution from complaints"))
                .containsExactlyInAnyOrder(
                        "ISS-1 | CUST-1 | null | 2026-11-12 | 2026-11-13T09:00 | Closed | Broken goods | null | High | New seal",
                        "WRN-1 | CUST-2 | PUMP | 2026-11-14 | null | Open | Warranty Claim | true | null | null");
    }

    @Test
    void oneOfTwoInstallationsStands() throws SQLException {
        assertThat(landed.rows("select asset_id, customer_id, product_id, installed_on from installed_assets"))
                .containsExactly("ini1 | CUST-1 | PUMP | 2026-11-19");
    }

    @Test
    void theRightsOnThePageAreEnoughForAll21Queries() throws SQLException {
        SourcePack pack = SourcePack.read("erpnext");
        String url = MariaDb.database("erpnext15_rights");
        try (Connection owner = MariaDb.connect(url);
                Statement statement = owner.createStatement()) {
            SqlScript.run(owner, "erpnext15/schema.sql");
            SqlScript.run(owner, "erpnext15/data.sql");
            statement.execute("create or replace user of_the_page@'%' identified by 'reads-only'");
            for (String grant : pack.grants()) {
                statement.execute(grant.replace(" on site.", " on erpnext15_rights.")
                        .replace("to clientele", "to of_the_page@'%'"));
            }
        }
        try (Connection reader = DriverManager.getConnection(url, "of_the_page", "reads-only");
                Landed granted = Landed.of(pack, reader);
                Statement statement = reader.createStatement()) {
            assertThat(granted.rowCounts()).hasSize(21);
            assertThatThrownBy(() -> statement.execute("select employee_name from tabEmployee"))
                    .hasMessageContaining("SELECT command denied");
        }
    }
}

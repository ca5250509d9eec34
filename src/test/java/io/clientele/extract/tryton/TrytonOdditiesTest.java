package io.clientele.extract.tryton;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the workflow did not come across, row by row. */
class TrytonOdditiesTest {

    private static TrytonPack pack;

    @BeforeAll
    static void load() throws IOException, SQLException {
        TrytonDatabase.assumeDelivered();
        pack = TrytonPack.on(TrytonDatabase.load("tryton_oddities").meetOddities());
    }

    @AfterAll
    static void close() throws SQLException {
        if (pack != null) {
            pack.close();
        }
    }

    @Test
    void yenWithoutARateHaveNone() throws SQLException {
        assertThat(pack.rows("select order_id, currency_code from pack.orders where fx_to_company is null"))
                .containsExactly("900005 JPY");
    }

    @Test
    void aPartyTellsItsParentItsSurvivorAndTheFirstOfWhatItHasSeveralTimes() throws SQLException {
        assertThat(pack.rows("""
                        select
                            customer_id, parent_customer_id, merged_into_id, tax_id, city, customer_group, channel_id,
                            agent_id, credit_limit, is_active, changed_at
                        from pack.customers
                        where customer_id > 900000
                        order by 1
                        """))
                .containsExactly(
                        "900002 900004 null BE0897290877 First address Key accounts agent 1 25000.0000 t"
                                + " 2024-06-06 12:00:00",
                        "900003 null 900002 null null null direct null null f 2024-05-05 10:00:00",
                        "900004 null null null null null direct null null t 2024-01-01 00:00:00");
    }

    @Test
    void anEmployeeWhoBoughtIsACustomerWhileASupplierAndThreeColleaguesAreNone() throws SQLException {
        assertThat(pack.rows("select customer_id, name from pack.customers where customer_id in (2, 3, 4, 5, 900005)"))
                .containsExactly("2 Rep Ada");
    }

    @Test
    void twoAddressesUnderOneNameAreOneContact() throws SQLException {
        assertThat(pack.rows("select contact_id, customer_id, name, email, phone from pack.contacts"))
                .containsExactly("900001 900002 Kim Doe kim@example.com +32 470 00 00 00");
    }

    @Test
    void aDraftOfNewYearsEveInNewYorkBelongsToTheOldYearAndHasNoAmount() throws SQLException {
        assertThat(order(900001)).isEqualTo("2024-12-31 draft f null USD 1 null null");
    }

    @Test
    void twentyFrancsAndAnEighthAreRoundedToTheEvenStepOfFiveCentimes() throws SQLException {
        assertThat(order(900002)).isEqualTo("2024-03-01 confirmed f null CHF 1.041666667 20.1000 2024-03-20");
        assertThat(pack.rows("select order_line_id, net_amount, discount_fraction from pack.order_lines"
                        + " where order_id = 900002"))
                .containsExactly("900002 20.1000 0.195000");
    }

    @Test
    void aReturnFindsItsOrderThroughTheWizardAndThroughTheComplaintAboutALine() throws SQLException {
        assertThat(order(900003)).isEqualTo("2024-04-01 done t 900002 CHF 1.041666667 -10.0500 null");
        assertThat(order(900004)).isEqualTo("2024-04-02 done t 900002 EUR 1 -16.0000 null");
        assertThat(pack.rows("select order_id, original_order_id, quantity, net_amount, reason from pack.returns"
                        + " where return_id > 900000 order by 1"))
                .containsExactly(
                        "900003 900002 1.000000 10.0500 null",
                        "900004 900002 2.000000 16.0000 Defective",
                        "900008 null 1.000000 20.0000 null");
        assertThat(pack.rows("select order_id, order_line_id, product_id, closed_at from pack.complaints"
                        + " where complaint_id = 900001"))
                .containsExactly("900002 900002 1 null");
    }

    @Test
    void all4ReturnsOfTheWorkflowFindTheirOrdersThroughComplaintsAboutSales() throws SQLException {
        assertThat(pack.rows("select order_id, return_of_order_id from pack.orders"
                        + " where is_return and order_id < 900000 order by 1"))
                .containsExactly("73 72", "75 74", "89 88", "95 94");
    }

    @Test
    void anExchangeOfOneForTenIsNoReturn() throws SQLException {
        assertThat(order(900008)).isEqualTo("2024-04-06 done f null EUR 1 80.0000 null");
    }

    @Test
    void theSecondCompanySellsEurosInDollars() throws SQLException {
        assertThat(pack.rows("select company_id, currency_code, timezone from pack.companies order by 1"))
                .containsExactly("1 EUR UTC", "900001 USD America/New_York");
        assertThat(order(900007)).isEqualTo("2024-04-05 confirmed f null EUR 1.100000000 100.0000 null");
    }

    @Test
    void aPromotedLineKeepsThePriceBeforeItAsListPrice() throws SQLException {
        assertThat(pack.rows("select promotion_id, list_unit_price, unit_price, discount_fraction from pack.order_lines"
                        + " where order_line_id = 900008"))
                .containsExactly("900001 10.0000 8.0000 0.200000");
    }

    @Test
    void goodsShippedInTwoPartsCostWhatBothPartsHadCost() throws SQLException {
        assertThat(pack.rows("select delivery_id, promised_on, delivered_on, quantity from pack.deliveries"
                        + " where delivery_id > 900000 order by 1"))
                .containsExactly(
                        "900001 2024-03-20 2024-03-19 0.900000",
                        "900002 2024-03-20 2024-03-22 1.100000",
                        "900003 2024-04-01 2024-04-02 -1.000000");
        // 0.9 × 5 + 1.1 × 6 = 11.10 euro are 10.656 francs at 0.96; one piece came back at 5 euro
        assertThat(pack.rows("select order_line_id, cost_amount from pack.order_lines"
                        + " where order_line_id in (900002, 900005, 900006) order by 1"))
                .containsExactly("900002 10.6560", "900005 -4.8000", "900006 -365.3200");
    }

    @Test
    void gramsOfWhatIsSoldInKilogramsAreAThousandthEach() throws SQLException {
        assertThat(pack.rows("select quantity, uom, quantity_base from pack.order_lines where order_line_id = 70"))
                .containsExactly("11.000000 g 0.011000");
    }

    @Test
    void aCreditNoteNamesTheInvoiceThatItReversesAndSuppliersInvoicesStayOut() throws SQLException {
        assertThat(pack.rows("""
                        select invoice_id, kind, status, net_amount, open_amount, reverses_invoice_id, changed_at
                        from pack.invoices
                        where invoice_id > 900000
                        order by 1
                        """))
                .containsExactly(
                        "900001 credit_note posted -50.1200 0.0000 1 2024-05-09 08:00:00",
                        "900002 invoice cancelled 70.0000 0.0000 null 2024-05-02 08:00:00");
        assertThat(pack.rows(
                        "select invoice_line_id from pack.invoice_lines where invoice_line_id > 900000 order by 1"))
                .containsExactly("900001", "900002");
    }

    @Test
    void threeHundredEurosOnAccountHaveNoInvoiceAndUnpostedOnesAreNoPayment() throws SQLException {
        assertThat(pack.rows("select payment_id, invoice_id, customer_id, amount from pack.payments"
                        + " where payment_id > 900000"))
                .containsExactly("900001 null 900002 300.0000");
    }

    @Test
    void oneMailAndOneNoteConcernACustomerAndTwoNotesDoNot() throws SQLException {
        assertThat(pack.rows(
                        "select activity_id, customer_id, kind, is_initiated_by_us from pack.activities order by 1"))
                .containsExactly("900001 900002 email t", "N900001 900002 note null");
    }

    @Test
    void changingALineAloneMovesTheChangeOfItsOrder() throws SQLException, IOException {
        String changed = "select changed_at from (" + TrytonPack.query("orders") + ") as q where order_id = 900008";
        assertThat(pack.rows(changed)).containsExactly("2024-04-06 08:00:00");
        pack.execute("update sale_line set write_date = '2024-04-09 07:00' where id = 900011");
        assertThat(pack.rows(changed)).containsExactly("2024-04-09 07:00:00");
    }

    private static String order(int id) throws SQLException {
        return pack.rows("""
                        select
                            ordered_on, status, is_return, return_of_order_id, currency_code, fx_to_company, net_amount,
                            promised_on
                        from pack.orders
                        where order_id =""" + " " + id).get(0);
    }
}

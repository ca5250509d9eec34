package io.clientele.extract.tryton;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.model.Contract;
import io.clientele.rehearsal.Rehearsal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The queries against what Tryton's workflow made, and against thousands of sales more. */
class TrytonPackTest {

    private static final Path TOTALS = Path.of("src/test/resources/tryton/totals");

    /** What the pack delivers of each table with money, to be added up by currency and month. */
    private static final Map<String, Money> MONEY = Map.of(
            "orders", new Money("pack.orders", "ordered_on", List.of("net_amount")),
            "order_lines",
                    new Money(
                            "pack.order_lines inner join (select order_id, currency_code, ordered_on from pack.orders)"
                                    + " as orders using (order_id)",
                            "ordered_on",
                            List.of("net_amount")),
            "returns", new Money("pack.returns", "returned_on", List.of("net_amount")),
            "invoices", new Money("pack.invoices", "invoiced_on", List.of("net_amount", "gross_amount", "open_amount")),
            "invoice_lines",
                    new Money(
                            "pack.invoice_lines inner join (select invoice_id, currency_code, invoiced_on"
                                    + " from pack.invoices) as invoices using (invoice_id)",
                            "invoiced_on",
                            List.of("net_amount")),
            "payments", new Money("pack.payments", "paid_on", List.of("amount")),
            "opportunities", new Money("pack.opportunities", "created_on", List.of("amount")));

    private record Money(String relation, String day, List<String> amounts) {

        String found() {
            return "select currency_code, to_char(" + day + ", 'YYYY-MM'), count(*), " + sums() + " from " + relation
                    + " group by 1, 2 order by 1, 2";
        }

        String expected(String totals) {
            return "select code, month, sum(count), " + sums() + " from (" + totals
                    + ") as q group by 1, 2 order by 1, 2";
        }

        private String sums() {
            return amounts.stream()
                    .map(amount -> "sum(" + amount + ")::numeric(18, 4)")
                    .collect(Collectors.joining(", "));
        }
    }

    private static List<Contract> contracts = List.of();
    private static TrytonPack workflow;
    private static TrytonPack thousands;

    @BeforeAll
    static void load() throws IOException, SQLException {
        TrytonDatabase.assumeDelivered();
        try (Rehearsal rehearsal = Rehearsal.of(Path.of("jobs"), Path.of("config/policy"))) {
            contracts = rehearsal.catalogue().landing();
        }
        workflow = TrytonPack.on(TrytonDatabase.load("tryton_workflow"));
        thousands = TrytonPack.on(TrytonDatabase.load("tryton_thousands").sell(300, 3000, 1));
    }

    @AfterAll
    static void close() throws SQLException {
        if (workflow != null && thousands != null) {
            workflow.close();
            thousands.close();
        }
    }

    @Test
    void all20QueriesGiveWhatTheirContractsAskOfThe124SalesThatTheWorkflowMade() throws SQLException, IOException {
        assertThat(TrytonPack.entries()).hasSize(20);
        assertThat(findings(workflow)).isEmpty();
        assertThat(workflow.rows("select count(*) from pack.orders")).containsExactly("124");
    }

    @Test
    void all20QueriesGiveWhatTheirContractsAskOf3124Sales() throws SQLException, IOException {
        assertThat(findings(thousands)).isEmpty();
        assertThat(thousands.rows("select count(*) from pack.orders")).containsExactly("3124");
    }

    @Test
    void moneyOf120WorkflowSalesAddsUpByCurrencyAndMonthToWhatTrytonsTablesSay() throws SQLException, IOException {
        addsUp(workflow);
    }

    @Test
    void moneyOf3124SalesAddsUpByCurrencyAndMonthToWhatTrytonsTablesSay() throws SQLException, IOException {
        addsUp(thousands);
    }

    @Test
    void tablesWithoutMoneyHaveAsManyRowsAsTrytonsTables() throws SQLException {
        Map<String, String> counted = Map.of(
                "companies", "company_company",
                "exchange_rates", "currency_currency_rate",
                "account_managers", "company_employee",
                "agents", "commission_agent",
                "customers", "party_party where name like '%ustomer %'",
                "product_categories", "product_category where not accounting",
                "products", "product_product",
                "complaints", "sale_complaint",
                "deliveries", "stock_move where origin like 'sale.line,%'",
                "opportunity_events", "(select distinct id, state from \"sale_opportunity__history\") as q");
        for (TrytonPack pack : List.of(workflow, thousands)) {
            for (Map.Entry<String, String> entry : counted.entrySet()) {
                assertThat(pack.rows("select count(*) from pack." + entry.getKey()))
                        .as(entry.getKey())
                        .isEqualTo(pack.rows("select count(*) from " + entry.getValue()));
            }
        }
        assertThat(thousands.rows("select count(*), count(parent_customer_id), sum((not is_active)::integer)"
                        + " from pack.customers"))
                .isEqualTo(thousands.rows("select count(*), (select count(*) from party_relation),"
                        + " sum((not active)::integer) from party_party where name like '%ustomer %'"));
    }

    @Test
    void lineAmountsAreRoundedHalfToEvenSoThatAll117StoredSaleAmountsAreMetToTheCent() throws SQLException {
        assertThat(workflow.rows("""
                        select count(*), sum((lines.net_amount <> untaxed_amount_cache)::integer)
                        from sale_sale
                        inner join (
                            select order_id, sum(net_amount) as net_amount
                            from pack.order_lines
                            group by order_id
                        ) as lines
                            on lines.order_id = sale_sale.id
                        where untaxed_amount_cache is not null
                        """)).containsExactly("117 0");
    }

    @Test
    void all107PostedInvoicesAgreeWithTheBooksInNetTaxAndWhatIsOpen() throws SQLException {
        assertThat(workflow.rows("""
                        select
                            count(*),
                            sum((invoices.net_amount <> booked.revenue)::integer),
                            sum((invoices.gross_amount <> booked.revenue + booked.tax)::integer),
                            sum(((invoices.open_amount = 0) <> (account_invoice.state = 'paid'))::integer)
                        from account_invoice
                        inner join pack.invoices
                            on invoices.invoice_id = account_invoice.id
                        inner join (
                            select
                                move,
                                sum(coalesce(-amount_second_currency, credit - debit))
                                    filter (where name = 'Main Revenue') as revenue,
                                sum(coalesce(-amount_second_currency, credit - debit))
                                    filter (where name = 'Main Tax') as tax
                            from account_move_line
                            inner join account_account
                                on account_account.id = account_move_line.account
                            group by move
                        ) as booked
                            on booked.move = account_invoice.move
                        """)).containsExactly("107 0 0 0");
    }

    @Test
    void companyAmountsOfTheBooksAreMetWithinACentByTheDatedRate() throws SQLException {
        assertThat(workflow.rows("""
                        select count(*), sum((abs(round(gross_amount * fx_to_company, 2) - debit) > 0.01)::integer)
                        from pack.invoices
                        inner join account_invoice
                            on account_invoice.id = invoices.invoice_id
                        inner join account_move_line
                            on account_move_line.move = account_invoice.move
                            and account_move_line.account = account_invoice.account
                        where currency_code = 'USD'
                        """)).containsExactly("5 0");
    }

    @Test
    void everyQueryHasItsEntryAndDeletionsAreLookedForWhereOnlyChangesAreRead() throws IOException {
        try (Stream<Path> files = Files.list(TrytonPack.QUERIES)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".sql")))
                    .containsExactlyInAnyOrderElementsOf(TrytonPack.entries().keySet().stream()
                            .map(table -> table + ".sql")
                            .toList());
        }
        assertThat(TrytonPack.entries().values())
                .allSatisfy(entry -> assertThat(entry.contains("deletions")).isEqualTo(entry.contains("changed")));
    }

    private static List<String> findings(TrytonPack pack) throws SQLException, IOException {
        List<String> findings = new ArrayList<>();
        for (Contract contract : contracts) {
            if (TrytonPack.entries().containsKey(contract.relation().name())) {
                findings.addAll(ContractFindings.of(pack, contract));
            } else if (!contract.isOptional()) {
                findings.add(contract.relation().name() + ": is not delivered");
            }
        }
        return findings;
    }

    private static void addsUp(TrytonPack pack) throws SQLException, IOException {
        for (Map.Entry<String, Money> table : MONEY.entrySet()) {
            String totals = Files.readString(TOTALS.resolve(table.getKey() + ".sql"));
            assertThat(pack.rows(table.getValue().found()))
                    .as(table.getKey())
                    .isNotEmpty()
                    .isEqualTo(pack.rows(table.getValue().expected(totals)));
        }
    }
}

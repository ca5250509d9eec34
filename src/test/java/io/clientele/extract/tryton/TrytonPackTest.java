package io.clientele.extract.tryton;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The queries against what Tryton itself has worked out: its stored amounts and its books. */
class TrytonPackTest {

    private static TrytonPack workflow;

    @BeforeAll
    static void load() throws IOException, SQLException {
        TrytonDatabase.assumeDelivered();
        workflow = TrytonPack.on(TrytonDatabase.load("tryton_workflow"));
    }

    @AfterAll
    static void close() throws SQLException {
        if (workflow != null) {
            workflow.close();
        }
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
    void all20QueriesHaveTheirEntryAndDeletionsAreLookedForWhereOnlyChangesAreRead() throws IOException {
        assertThat(TrytonPack.entries()).hasSize(20);
        try (Stream<Path> files = Files.list(TrytonPack.QUERIES)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".sql")))
                    .containsExactlyInAnyOrderElementsOf(TrytonPack.entries().keySet().stream()
                            .map(table -> table + ".sql")
                            .toList());
        }
        assertThat(TrytonPack.entries().values())
                .allSatisfy(entry -> assertThat(entry.contains("deletions")).isEqualTo(entry.contains("changed")));
    }
}

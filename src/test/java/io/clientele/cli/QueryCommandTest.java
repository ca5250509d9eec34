package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.publish.Sample;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryCommandTest {

    private static final String TWO_CUSTOMERS =
            "select customer_id, customer_name, net_amount, segment_rank from repurchase_v1 where customer_id in ('C1', 'C3')"
                    + " order by customer_id";

    private final Path root;
    private final QueryCommand query;

    QueryCommandTest(@TempDir Path root) throws Exception {
        this.root = root;
        query = new QueryCommand(() -> root, Sample.query());
        Sample.publish(root);
    }

    @Test
    void aTableAligns2RowsWithNumbersToTheRight() {
        Shell answer = Shell.run(query, TWO_CUSTOMERS);

        assertThat(answer.exitCode()).isZero();
        assertThat(answer.err()).isEmpty();
        assertThat(answer.out()).isEqualTo("""
                customer_id  customer_name         net_amount  segment_rank
                C1           上海精密机械有限公司        1.25
                C3           Müller & Söhne 3            3.75             3
                """);
    }

    @Test
    void csvGives2RowsAsTheyAre() {
        assertThat(Shell.run(query, "--output", "csv", TWO_CUSTOMERS).out()).isEqualTo("""
                customer_id,customer_name,net_amount,segment_rank
                C1,上海精密机械有限公司,1.25,
                C3,Müller & Söhne 3,3.75,3
                """);
    }

    @Test
    void jsonGivesNumbersAsNumbersAndNullAsNull() {
        assertThat(Shell.run(query, "--output", "json", TWO_CUSTOMERS).out()).isEqualTo("""
                [{"customer_id":"C1","customer_name":"上海精密机械有限公司","net_amount":1.25,"segment_rank":null},\
                {"customer_id":"C3","customer_name":"Müller & Söhne 3","net_amount":3.75,"segment_rank":3}]
                """);
    }

    @Test
    void anAnswerOf2000RowsIsPrintedWhole() {
        Shell answer = Shell.run(query, "select customer_id from customer_value_v1 order by customer_id");

        assertThat(answer.out().lines()).hasSize(2001).last().asString().isEqualTo("       1999");
    }

    @Test
    void aQueryWithATypoExitsWith2AndTheEnginesReason() {
        Shell answer = Shell.run(query, "select nobody from repurchase_v1");

        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err()).startsWith("Cannot query the marts: ");
    }

    @Test
    void controlCharactersCannotSteerTheTerminal() {
        assertThat(Shell.run(query, "select 'a' || chr(27) || '[2J' || chr(10) || 'b' as x")
                        .out())
                .isEqualTo("x\na [2J b\n");
    }

    @Test
    void beforeTheFirstNightThereIsNothingToAsk() {
        Shell answer = Shell.run(new QueryCommand(() -> root.resolve("nowhere"), Sample.query()), "select 1");

        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.err()).isEqualTo("Cannot query the marts: nothing is published yet.\n");
    }
}

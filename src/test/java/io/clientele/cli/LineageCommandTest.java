package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.clientele.model.Refusal;
import org.junit.jupiter.api.Test;

/** The command over the shipped jobs folder. */
class LineageCommandTest {

    @Test
    void aColumnIsFollowedFromItsMartToDeliveredColumns() {
        Shell shell = Shell.run(new LineageCommand(), "customer_value_v1.receivable_amount");

        assertThat(shell.exitCode()).isZero();
        assertThat(shell.out())
                .startsWith("marts.customer_value_v1.receivable_amount\n"
                        + "    metrics.credit_losses.receivable_amount  transformation\n"
                        + "metrics.credit_losses.receivable_amount\n")
                .containsPattern("\n    landing\\.invoices\\.\\w+  ");
    }

    @Test
    void aMartTellsOfEachOfItsColumnsWhereItsValuesComeFrom() {
        Shell shell = Shell.run(new LineageCommand(), "customer_value_v1");

        assertThat(shell.out())
                .contains("as_of: run.current.as_of\n")
                .containsPattern("(?m)^last_ordered_on: .*landing\\.orders\\.");
    }

    @Test
    void aColumnThatIsNotThereIsRefusedWithItsNearest() {
        LineageCommand command = new LineageCommand();
        new picocli.CommandLine(command).parseArgs("customer_value_v1.revenue_amount_12");

        assertThat(catchThrowableOfType(Refusal.class, command::call))
                .hasMessageStartingWith("Cannot say where revenue_amount_12 comes from:"
                        + " there is no such column of marts.customer_value_v1 (did you mean revenue_amount_12m?)");
    }
}

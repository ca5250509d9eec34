package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.clientele.model.Refusal;
import org.junit.jupiter.api.Test;

/** The command over the shipped jobs folder. */
class TestCommandTest {

    @Test
    void namesTheTwoOrMoreExamplesOfOneModelAndCountsThem() {
        Shell shell = Shell.run(new TestCommand(), "--select", "staged.exchange_rates", "--verbose");

        assertThat(shell.exitCode()).isZero();
        assertThat(shell.out().lines().filter(line -> line.startsWith("ok    staged.exchange_rates: ")))
                .hasSizeGreaterThanOrEqualTo(2);
        assertThat(shell.out())
                .containsPattern("28 landing contracts and \\d+ models compile; (\\d+) of \\1 examples hold.");
    }

    @Test
    void aModelThatIsNotThereIsRefusedAndNotCalledSound() {
        TestCommand command = new TestCommand();
        new picocli.CommandLine(command).parseArgs("--select", "staged.exchange_rate");

        assertThat(catchThrowableOfType(Refusal.class, command::call))
                .hasMessage("Cannot test staged.exchange_rate: there is no such model"
                        + " (did you mean staged.exchange_rates?)");
    }
}

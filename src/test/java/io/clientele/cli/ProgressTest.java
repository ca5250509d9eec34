package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.nightly.StepListener;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final String PLAIN = """
            Night 20261120-r0, 2 steps
            [  1/  2]  staged.orders                                    done by an earlier attempt
            [  2/  2]  marts.customer_value_v1                  1.50 s  762 rows
            """;

    private final StringWriter written = new StringWriter();
    private final PrintWriter err = new PrintWriter(written, true);

    private String of(Progress progress) {
        tell(progress);
        return written.toString();
    }

    private static void tell(StepListener progress) {
        progress.nightBegins("20261120-r0", 2);
        progress.stepKept("staged.orders");
        progress.stepBegins("marts.customer_value_v1");
        progress.stepEnds("marts.customer_value_v1", Duration.ofMillis(1500), "762 rows");
        progress.nightEnds();
    }

    @Test
    void whereThereIsNoTerminalEachStepIsALine() {
        assertThat(of(Progress.to(err, false, 0, Map.of()))).isEqualTo(PLAIN);
    }

    @Test
    void aTerminalOfABuildServerOrOneThatIsAskedToBePlainShowsLinesToo() {
        assertThat(of(Progress.to(err, false, 80, Map.of("CI", "true")))).isEqualTo(PLAIN);
        written.getBuffer().setLength(0);
        assertThat(of(Progress.to(err, false, 80, Map.of("TERM", "dumb")))).isEqualTo(PLAIN);
        written.getBuffer().setLength(0);
        assertThat(of(Progress.to(err, true, 80, Map.of()))).isEqualTo(PLAIN);
    }

    @Test
    void aTerminalOf80ColumnsShowsABarWithoutColoursThatEndsItsLine() {
        String bar = of(Progress.to(err, false, 80, Map.of("TERM", "xterm")));

        assertThat(bar).endsWith("\n");
        String last = bar.strip();
        last = last.substring(last.lastIndexOf("\u001b[K") + 3);
        assertThat(last).startsWith("20261120-r0 100% [==").contains(" 2/2 ").endsWith(" marts.customer_value_v1");
        assertThat(bar.split("\r\u001b\\[K"))
                .allMatch(line -> line.stripTrailing().length() < 80);
        assertThat(bar).doesNotContain("\u001b[3");
    }
}

package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.nightly.LittleHouse;
import io.clientele.nightly.LittleOrders;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What an operator types in the morning: each test leaves the house as the next one needs it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RunsCommandTest {

    private static final String RUN = "\\d{8}t\\d{9}-\\d+-\\d+";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static LittleHouse house;

    @BeforeAll
    static void furnish() throws Exception {
        house = LittleOrders.house(folder);
    }

    @AfterAll
    static void forgetTheSettings() {
        System.clearProperty("spring.config.additional-location");
    }

    private static Shell shell(String... arguments) throws Exception {
        List<String> all =
                new ArrayList<>(List.of("--config", house.configuration().toString()));
        all.addAll(List.of(arguments));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine =
                Clientele.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int exitCode = commandLine.execute(all.toArray(String[]::new));
        return new Shell(exitCode, out.toString(), err.toString());
    }

    /** The names of all runs, the newest first. */
    private static List<String> runs() throws Exception {
        return shell("runs", "ls", "--output", "csv")
                .out()
                .lines()
                .skip(1)
                .map(line -> line.split(",", 2)[0])
                .toList();
    }

    @Test
    @Order(1)
    void aDryBackfillNamesTheDatesAndRunsNone() throws Exception {
        Shell dry = shell("backfill", "--from", "2026-11-18", "--to", "2026-11-19", "--dry-run");

        assertThat(dry).isEqualTo(new Shell(0, "A backfill would run 2 dates:\n  2026-11-18\n  2026-11-19\n", ""));
        assertThat(runs()).isEmpty();
    }

    @Test
    @Order(2)
    void aBackfillTellsOfEachDate() throws Exception {
        Shell backfill = shell("backfill", "--from", "2026-11-18", "--to", "2026-11-19", "--reason", "to begin with");

        assertThat(backfill.exitCode()).as(backfill.err()).isZero();
        assertThat(backfill.out())
                .matches("2026-11-18  PUBLISHED  20261118-r0-\\w{12}\n2026-11-19  PUBLISHED  20261119-r0-\\w{12}\n"
                        + "Backfill b" + RUN + ": 2 of 2 dates are published\\.\n");
        Shell again = shell("backfill", "--from", "2026-11-18", "--to", "2026-11-19");
        assertThat(again.out()).matches("Backfill b" + RUN + ": 0 of 0 dates are published\\.\n");
    }

    @Test
    @Order(3)
    void aFullRunAndARerunNeedAReason() throws Exception {
        Shell full = shell("run", "--as-of", "2026-11-19", "--full");
        Shell rerun = shell("rerun", "2026-11-19");

        assertThat(full.exitCode() + " " + full.err()).isEqualTo("""
                2 Cannot run all of 2026-11-19 again without a reason: say it with --reason
                Nothing was published. The marts still show 2026-11-19.
                """);
        assertThat(rerun.exitCode() + " " + rerun.err()).isEqualTo("""
                2 Missing required option: '--reason=TEXT'
                Try: ./clientele rerun --help
                """);
    }

    @Test
    @Order(4)
    void aRunIsRerunAsTheNextRevisionOfItsDate() throws Exception {
        String newest = runs().get(0);

        Shell rerun = shell("rerun", newest, "--reason", "a price was wrong");

        assertThat(rerun.exitCode()).as(rerun.err()).isZero();
        assertThat(rerun.out())
                .containsPattern("Published 2026-11-19 revision 1 in \\d+\\.\\d s: 20261119-r1-\\w{12}\n");
        Shell unknown = shell("rerun", "yesterday", "--reason", "none");
        assertThat(unknown.exitCode() + " " + unknown.err())
                .startsWith("2 Cannot rerun yesterday: it is neither a day such as 2026-11-20 nor a run that is known");
    }

    @Test
    @Order(5)
    void everyRunIsListedAndShownWithItsReasonAndItsSteps() throws Exception {
        Shell list = shell("runs", "ls", "--limit", "2");
        assertThat(list.out().lines())
                .hasSize(3)
                .first()
                .asString()
                .matches("run +business_date +revision +status +trigger +requested_by +requested_at +seconds +version");
        assertThat(list.out().lines().skip(1).findFirst().orElseThrow())
                .matches(RUN + "  2026-11-19 +1  PUBLISHED  cli +\\S+ +\\S+Z +\\d+  20261119-r1-\\w{12}");

        String newest = runs().get(0);
        Shell shown = shell("runs", "show", newest);
        assertThat(shown.out())
                .contains("\nreason              a price was wrong\n", "\nfencing token       3\n")
                .containsPattern("\nmodels              [0-9a-f]{64}\n");
        assertThat(shell("runs", "logs", newest).out())
                .containsPattern("Z  marts\\.customers_v1 took \\d\\.\\d{3} s: 2 rows\n");
        Shell unknown = shell("runs", "show", "../../etc/passwd");
        assertThat(unknown.exitCode() + " " + unknown.err()).isEqualTo("""
                2 Cannot find the run ../../etc/passwd: ./clientele runs ls shows those that are known
                """);
    }

    @Test
    @Order(6)
    void nothingIsStoppedWhereNothingRuns() throws Exception {
        String newest = runs().get(0);

        assertThat(shell("stop")).isEqualTo(new Shell(0, "No run is at work.\n", ""));
        assertThat(shell("stop", newest).err())
                .isEqualTo("Cannot stop run " + newest + ": it has ended as PUBLISHED\n");
    }

    @Test
    @Order(7)
    void onlyMissingAndOnlyFailedAreNotAskedForTogether() throws Exception {
        Shell both = shell("backfill", "--from", "2026-11-18", "--to", "2026-11-19", "--only-missing", "--only-failed");

        assertThat(both.exitCode()).isEqualTo(2);
        assertThat(both.err())
                .contains("--only-missing")
                .contains("--only-failed")
                .contains("mutually exclusive");
    }
}

package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.publish.PublishedMarts;
import io.clientele.publish.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MartsCommandTest {

    private final Path folder;
    private final Path root;
    private final MartsCommand marts;

    MartsCommandTest(@TempDir Path folder) throws Exception {
        this.folder = folder;
        root = folder.resolve("marts");
        marts = new MartsCommand(() -> root);
        Files.createDirectories(root);
        Sample.publish(root);
    }

    @Test
    void lsShows3MartsWithTheirRows() {
        Shell ls = Shell.run(marts, "ls");

        assertThat(ls.exitCode()).isZero();
        assertThat(ls.out().lines())
                .hasSize(4)
                .last()
                .asString()
                .matches("repurchase_v1 +400 +\\d+  as_of, customer_id .*");
        assertThat(ls.err()).startsWith("Version 20261120-r0-").contains("business date 2026-11-20");
    }

    @Test
    void describeAlignsChineseLabelsByTheCellsThatTheyFill() {
        Shell describe = Shell.run(marts, "describe", "repurchase_v1");

        assertThat(describe.exitCode()).isZero();
        assertThat(describe.out()).startsWith("""
                repurchase_v1: What does repurchase_v1 answer?
                Caveat: Null is not no.
                One row for each as_of, customer_id; 400 rows.

                column           type           null  unit  label       标签  meaning
                as_of            date           no                            as_of
                """).contains("""
                net_amount       decimal(18,2)  yes   EUR   Net amount  净额  What was bought, without tax.
                """);
    }

    @Test
    void anUnknownMartIsAUsageErrorThatNamesThe3Published() {
        Shell describe = Shell.run(marts, "describe", "repurchase");

        assertThat(describe.exitCode()).isEqualTo(2);
        assertThat(describe.out()).isEmpty();
        assertThat(describe.err())
                .isEqualTo("Cannot describe repurchase: no such mart. "
                        + "Published are customer_value_v1, market_segment_v1, repurchase_v1.\n");
    }

    @Test
    void verifyCounts5Files() {
        Shell verify = Shell.run(marts, "verify");

        assertThat(verify.exitCode()).isZero();
        assertThat(verify.out()).endsWith(": 5 files are as they were published.\n");
    }

    @Test
    void verifyRefusesADamagedFileWithExitCode3() throws IOException {
        Path version = PublishedMarts.open(root).current().orElseThrow().folder();
        Files.writeString(version.resolve("dictionary.json"), "{}");
        Shell verify = Shell.run(marts, "verify");

        assertThat(verify.exitCode()).isEqualTo(3);
        assertThat(verify.out()).isEmpty();
        assertThat(verify.err())
                .startsWith(
                        "Cannot vouch for " + version.getFileName() + ": 1 problem\n  dictionary.json: bytes expected ")
                .contains(", found 2\nDo not use these marts.");
    }

    @Test
    void exportGuardsASpreadsheetAgainstFormulas() throws IOException {
        Path csv = folder.resolve("repurchase.csv");
        Shell export = Shell.run(marts, "export", "repurchase_v1", "--format", "csv", "--out", csv.toString());

        assertThat(export.exitCode()).isZero();
        List<String> lines = Files.readAllLines(csv);
        assertThat(lines).hasSize(401);
        assertThat(lines.get(0))
                .isEqualTo("as_of,customer_id,customer_name,occasion_count,segment_rank,net_amount,overdue_ratio,"
                        + "has_repurchased,last_ordered_on,last_seen_at");
        assertThat(lines)
                .filteredOn(line -> line.contains(",C2,"))
                .singleElement()
                .asString()
                .startsWith("2026-11-20,C2,'=cmd|1,2,,2.50,1.4142135623730951,false,2026-11-18,");
        assertThat(lines)
                .filteredOn(line -> line.contains(",C1,"))
                .singleElement()
                .asString()
                .startsWith("2026-11-20,C1,上海精密机械有限公司,1,,1.25,,true,2026-11-19,");
    }

    @Test
    void exportReplacesAFileOnlyWhenTold() throws IOException {
        Path copy = Files.writeString(folder.resolve("value.parquet"), "mine");
        String[] arguments = {"export", "customer_value_v1", "--format", "parquet", "--out", copy.toString()};

        assertThat(Shell.run(marts, arguments).exitCode()).isEqualTo(2);
        assertThat(copy).hasContent("mine");

        arguments = new String[] {
            "export", "customer_value_v1", "--format", "parquet", "--out", copy.toString(), "--overwrite"
        };
        assertThat(Shell.run(marts, arguments).exitCode()).isZero();
        Path published =
                PublishedMarts.open(root).current().orElseThrow().folder().resolve("customer_value_v1.parquet");
        assertThat(copy).hasSameBinaryContentAs(published);
    }

    @Test
    void beforeTheFirstNightEveryCommandSaysSo() {
        MartsCommand empty = new MartsCommand(() -> folder.resolve("nowhere"));

        for (String[] arguments :
                List.of(new String[] {"ls"}, new String[] {"describe", "x"}, new String[] {"verify"})) {
            Shell answer = Shell.run(empty, arguments);
            assertThat(answer.exitCode()).isEqualTo(2);
            assertThat(answer.err()).endsWith("nothing is published yet.\n");
        }
    }
}

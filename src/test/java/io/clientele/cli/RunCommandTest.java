package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.nightly.SampleHouse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine;

/** What a person is told who runs nights, on deliveries and models that are as bad as real ones. */
class RunCommandTest {

    private static final String LOCATION = "spring.config.additional-location";
    private static final String SHOWN = "Nothing was published. The marts still show 2026-11-20.";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static SampleHouse house;

    @SuppressWarnings("NullAway.Init")
    private static Shell published;

    @SuppressWarnings("NullAway.Init")
    private static Shell again;

    @SuppressWarnings("NullAway.Init")
    private static Shell planned;

    private final Path erp = folder.resolve("data/sample/erp");
    private final Path jobs = folder.resolve("jobs");
    private final List<Path> sources =
            List.of(folder.resolve("config/sources/sample-erp.yaml"), folder.resolve("config/sources/sample-crm.yaml"));

    @BeforeAll
    static void publishANight() {
        house = new SampleHouse(folder.resolve("house"));
        published = shell("--config", house.configuration().toString(), "run", "--as-of", "2026-11-20");
        again = shell("--config", house.configuration().toString(), "run", "--as-of", "2026-11-20");
        planned = shell("plan", "--config", house.configuration().toString(), "--as-of", "2026-11-20");
    }

    @AfterAll
    static void forgetTheSettings() {
        System.clearProperty(LOCATION);
    }

    @BeforeEach
    void copyDeliveriesAndModels() throws IOException {
        FileSystemUtils.copyRecursively(Path.of("data/sample"), folder.resolve("data/sample"));
        FileSystemUtils.copyRecursively(Path.of("config/sources"), folder.resolve("config/sources"));
        FileSystemUtils.copyRecursively(Path.of("jobs"), jobs);
    }

    @AfterEach
    void removeThem() throws IOException {
        for (String copied : List.of("data", "config", "jobs")) {
            FileSystemUtils.deleteRecursively(folder.resolve(copied));
        }
    }

    private static Shell shell(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine =
                Clientele.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int exitCode = commandLine.execute(arguments);
        return new Shell(exitCode, out.toString(), err.toString());
    }

    /** Runs a full night of the copies, which has to be refused, and gives what was said without the lines of the steps. */
    private String refused(int exitCode) throws IOException {
        byte[] pointer = Files.readAllBytes(house.pointer());
        Shell run = shell(
                "run",
                "--config",
                house.configuration(sources, jobs).toString(),
                "--full",
                "--reason",
                "a test",
                "--as-of",
                "2026-11-20");
        assertThat(Files.readAllBytes(house.pointer())).isEqualTo(pointer);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
        assertThat(run.out()).isEmpty();
        return said(run);
    }

    private static String said(Shell run) {
        return run.err()
                .lines()
                .filter(line -> !line.startsWith("[") && !line.startsWith("Night ") && !line.endsWith("FAILED"))
                .reduce((first, next) -> first + "\n" + next)
                .orElse("")
                .replace(folder.toString(), "<here>");
    }

    private void edit(Path file, String found, String written) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(found);
        Files.writeString(file, text.replace(found, written));
    }

    @Test
    void theSummaryGoesOutAndAStepALineGoesToTheSide() {
        assertThat(published.exitCode()).isZero();
        assertThat(published.out().lines()).first().asString().matches(" +customers +known +409");
        assertThat(published.out())
                .containsPattern("\nPublished 2026-11-20 revision 0 in \\d+\\.\\d s: 20261120-r0-\\w{12}\n");
        assertThat(published.err().lines()).first().asString().matches("Night 20261120-r0, \\d+ steps");
        assertThat(published.err().lines().skip(1))
                .allMatch(line -> line.matches("\\[ *\\d+/ *\\d+]  \\S+ +\\d+\\.\\d\\d s  .+"))
                .hasSizeGreaterThan(90);
        assertThat(published.err()).doesNotContain("\r").doesNotContain("\u001b");
    }

    @Test
    void aSecondRunSaysThatTheDateIsPublished() {
        assertThat(again.exitCode()).isZero();
        assertThat(again.err()).isEmpty();
        assertThat(again.out())
                .containsPattern(
                        "\n2026-11-20 is published already \\(revision 0\\): 20261120-r0-\\w{12}\\. Nothing to do;"
                                + " --full runs it again\\.\n");
    }

    @Test
    void aMissingFileIsNamedAndWorthAnotherTry() throws IOException {
        Files.delete(erp.resolve("artikel.csv"));

        assertThat(refused(75)).isEqualTo("""
                Cannot take in the deliveries: 1 problem
                  erp.artikel (<here>/data/sample/erp/artikel.csv): there is no such file
                Nothing was published. The marts still show 2026-11-20.""");

        Shell plan =
                shell("plan", "--config", house.configuration(sources, jobs).toString(), "--as-of", "2026-11-20");
        assertThat(plan.exitCode()).isZero();
        assertThat(plan.out())
                .matches(
                        "(?s)A run would go on with 2026-11-20 revision [1-9]\\d*:\n  run   landing\n  run   landing\\..*")
                .contains("\n  run   publish\nThe marts still show 2026-11-20.\n");
    }

    @Test
    void aTruncatedGzipIsToldFromAWholeOne() throws IOException {
        Path zipped = erp.resolve("auftraege.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            Files.copy(erp.resolve("auftraege.csv"), out);
        }
        byte[] whole = Files.readAllBytes(zipped);
        Files.write(zipped, Arrays.copyOf(whole, whole.length - 1000));
        edit(sources.get(0), "auftraege.csv", "auftraege.csv.gz");

        assertThat(refused(75)).isEqualTo("""
                Cannot take in the deliveries: 1 problem
                  erp.auftraege (<here>/data/sample/erp/auftraege.csv.gz): the gzip ends too early: it is truncated
                Nothing was published. The marts still show 2026-11-20.""");
    }

    @Test
    void aWrongDelimiterIsGuessedFromTheHeader() throws IOException {
        edit(erp.resolve("firmen.csv"), ";", ",");

        assertThat(refused(3))
                .startsWith("Cannot take in the deliveries: 5 problems\n")
                .endsWith("""
                          <here>/config/sources/sample-erp.yaml:40: companies: the header is one column, so the delimiter is hardly ';': FIRMA,NAME,WAEHRUNG,ZEITZONE
                        Nothing was published. The marts still show 2026-11-20.""");
    }

    @Test
    void aRenamedColumnIsNamedWithTheOneThatLooksLikeIt() throws IOException {
        edit(erp.resolve("auftraege.csv"), ";KUNDENNR;", ";KUNDENR;");

        assertThat(refused(3)).isEqualTo("""
                Cannot take in the deliveries: 1 problem
                  <here>/config/sources/sample-erp.yaml:128: orders: customer_id should come from KUNDENNR, which auftraege.csv does not have (did you mean KUNDENR?)
                Nothing was published. The marts still show 2026-11-20.""");
    }

    @Test
    void moreWrongNumbersThanTheLimitAllowsStopTheNight() throws IOException {
        Path rates = erp.resolve("kurse.csv");
        List<String> lines = new ArrayList<>(Files.readAllLines(rates));
        lines.set(1, lines.get(1).replaceFirst("[^;]*$", "one"));
        Files.write(rates, lines);

        assertThat(refused(3)).isEqualTo("""
                Cannot accept the deliveries: 1 problem
                  exchange_rates of erp: 1 of 62 rows quarantined, 1.61 % where at most 1 % may be: WRONG_TYPE units_per_company_currency × 1
                Nothing was published. The marts still show 2026-11-20.""");
    }

    @Test
    void amountsWhoseRateWasNotRenewedFor45DaysStopTheNightInsteadOfBeingTakenAtOne() throws IOException {
        Path rates = erp.resolve("kurse.csv");
        Files.write(
                rates,
                Files.readAllLines(rates).stream()
                        .filter(line -> !line.matches("CHF;01\\.(11|12)\\..*"))
                        .toList());

        assertThat(refused(3)).isEqualTo("""
                Cannot accept the deliveries: 1 problem
                  rebates of erp: 1 of 34 rows quarantined, 2.94 % where at most 1 % may be: NO_RATE currency_code × 1
                Nothing was published. The marts still show 2026-11-20.""");
    }

    @Test
    void moreDuplicateKeysThanTheLimitAllowsStopTheNight() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(erp.resolve("artikel.csv")));
        lines.addAll(lines.subList(1, 11));
        Files.write(erp.resolve("artikel.csv"), lines);

        assertThat(refused(3)).isEqualTo("""
                Cannot accept the deliveries: 1 problem
                  products of erp: 10 of 75 rows quarantined, 13.33 % where at most 1 % may be: DUPLICATE_KEY × 10
                Nothing was published. The marts still show 2026-11-20.""");
    }

    @Test
    void aDeliveryWithoutRowsStopsTheNight() throws IOException {
        Path customers = erp.resolve("kunden.csv");
        Files.write(customers, Files.readAllLines(customers).subList(0, 1));

        assertThat(refused(3)).startsWith("""
                        Cannot accept the deliveries: 11 problems
                          customers of erp: the delivery is empty: no rows where some were expected
                          deliveries of erp: 11036 of 11036 rows quarantined, 100.00 % where at most 1 % may be: ORPHAN""").endsWith("\n" + SHOWN);
    }

    @Test
    void aMisspeltRelationIsNamedByFileAndLine() throws IOException {
        edit(jobs.resolve("models/staged/products.sql"), "from landing.products", "from landing.product");

        assertThat(refused(2)).isEqualTo("""
                Cannot read the models: 1 problem
                  <here>/jobs/models/staged/products.sql:6: there is no relation landing.product (did you mean landing.products?)
                Nothing was published. The marts still show 2026-11-20.""");
    }

    @Test
    void aCycleIsNamed() throws IOException {
        edit(jobs.resolve("models/staged/products.sql"), "from landing.products", "from staged.account_managers");
        edit(
                jobs.resolve("models/staged/account_managers.sql"),
                "from landing.account_managers",
                "from staged.products");

        assertThat(refused(2)).isEqualTo("""
                Cannot read the models: 1 problem
                  <here>/jobs/models/staged/products.sql: the models go round in a circle: staged.products reads staged.account_managers reads staged.products
                Nothing was published. The marts still show 2026-11-20.""");
    }

    @Test
    void aContractThatDisagreesWithItsQueryIsRefused() throws IOException {
        edit(
                jobs.resolve("models/marts/data_quality_v1.yaml"),
                "figure: {type: \"decimal(18,4)\"",
                "figure: {type: \"decimal(18,2)\"");

        assertThat(refused(2)).isEqualTo("""
                Cannot compile the models: 2 problems
                  <here>/jobs/models/marts/data_quality_v1.yaml: figure: contract says decimal(18,2), query gives decimal(18,4)
                  <here>/jobs/models/marts/data_quality_v1.yaml: expected_figure: contract says decimal(18,2), query gives decimal(18,4)
                Nothing was published. The marts still show 2026-11-20.""");
    }

    @Test
    void aBrokenPromiseKeepsTheOldMarts() throws IOException {
        edit(
                jobs.resolve("models/marts/data_quality_v1.yaml"),
                "checks:\n",
                "checks:\n  - must: area <> 'control_total'\n    because: the test says so\n");

        assertThat(refused(3)).matches("""
                        Cannot publish 2026-11-20 revision \\d+: 1 promise is broken
                          marts\\.data_quality_v1: the test says so: broken \\d+ times, first 2026-11-20 control_total .+
                          what is mended in the models or deliveries takes effect with: \\./clientele rerun 2026-11-20 --reason …
                          published all the same, with your reason in its manifest: --reason TEXT --override "marts\\.data_quality_v1: area <> 'control_total'"
                        Nothing was published\\. The marts still show 2026-11-20\\.""");
    }

    @Test
    void aDataFolderThatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        SampleHouse elsewhere = new SampleHouse(file.resolve("data"));
        Path configuration =
                Files.writeString(folder.resolve("elsewhere.yaml"), "clientele:\n  data: " + elsewhere.data() + "\n");

        Shell run = shell("run", "--config", configuration.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(said(run)).isEqualTo("""
                Cannot write to the data folder: <here>/file/data: Not a directory
                  at <here>/file/data/state
                Nothing was published. No marts have been published yet.""");
    }

    @Test
    void aFullDiskStopsTheNightAndTheNextRunGoesOn() throws Exception {
        Path disk = Files.createDirectories(folder.resolve("disk"));
        Assumptions.assumeTrue(
                command("mount", "-t", "tmpfs", "-o", "size=24m", "clientele-test", disk.toString()) == 0,
                "no small file system can be mounted here");
        try {
            SampleHouse small = new SampleHouse(disk.resolve("data"));
            Path configuration = small.configuration(sources, jobs);
            Shell run = shell("run", "--config", configuration.toString(), "--as-of", "2026-11-20");
            assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
            assertThat(said(run))
                    .startsWith("Cannot ")
                    .containsIgnoringCase("no space left on device")
                    .endsWith("Nothing was published. No marts have been published yet.");
            assertThat(command("mount", "-o", "remount,size=500m", disk.toString()))
                    .isZero();
            Shell again = shell("run", "--config", configuration.toString(), "--as-of", "2026-11-20");
            assertThat(again.exitCode()).as(run.err() + again.err()).isZero();
            assertThat(again.err()).contains("done by an earlier attempt");
        } finally {
            command("umount", "-l", disk.toString());
        }
    }

    private static int command(String... words) throws Exception {
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(10, TimeUnit.SECONDS) ? process.exitValue() : 1;
    }

    @Test
    void aPlanTellsWhatARunWouldDoAndMakesNoNight() {
        SampleHouse empty = new SampleHouse(folder.resolve("empty"));

        Shell before = shell("plan", "--config", empty.configuration().toString(), "--as-of", "2026-11-20");
        Shell other = shell("plan", "--config", house.configuration().toString(), "--as-of", "2026-11-19");

        assertThat(before.exitCode() + planned.exitCode() + other.exitCode()).isZero();
        assertThat(before.out().lines())
                .startsWith(
                        "A run would begin 2026-11-20 revision 0:",
                        "  run   landing",
                        "  run   landing.account_managers")
                .contains("  run   gates", "  run   publish", "No marts have been published yet.")
                .noneMatch(line -> line.startsWith("  done"))
                .last()
                .asString()
                .matches(
                        "The schedule's next night begins at \\d{4}-\\d\\d-\\d\\dT03:00\\+0[12]:00\\[Europe/Berlin]\\.");
        assertThat(empty.data().resolve("work")).doesNotExist();
        assertThat(empty.data().resolve("landing")).doesNotExist();
        assertThat(other.out().lines())
                .startsWith("A run would begin 2026-11-19 revision 0:", "  run   landing")
                .contains("The marts still show 2026-11-20.");
        assertThat(planned.out().lines())
                .startsWith(
                        "2026-11-20 revision 0 is published; a run would do nothing (--full runs it again):",
                        "  done  landing")
                .contains("  done  publish", "The marts still show 2026-11-20.")
                .noneMatch(line -> line.startsWith("  run"));
    }

    @Test
    void wrongArgumentsAreUsageErrorsInOneSentence() {
        Shell day = shell("run", "--as-of", "2026-13-01");
        assertThat(day.exitCode()).isEqualTo(2);
        assertThat(day.err()).isEqualTo("""
                Invalid value for option '--as-of': expected a day such as 2026-11-20, found 2026-13-01
                Try: ./clientele run --help
                """);
    }

    @Test
    void anUnknownOptionIsAUsageError() {
        Shell option = shell("run", "--ful");
        assertThat(option.exitCode()).isEqualTo(2);
        assertThat(option.err()).isEqualTo("""
                Unknown option: '--ful'
                Possible solutions: --full
                Try: ./clientele run --help
                """);
    }

    @Test
    void aMissingSettingsFileIsAUsageError() {
        Shell run = shell("run", "--config", folder.resolve("confg.yaml").toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(said(run)).isEqualTo("""
                Cannot read the settings: there is no file <here>/confg.yaml
                Try: ./clientele --help""");
    }
}

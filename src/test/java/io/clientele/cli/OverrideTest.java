package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.nightly.SampleHouse;
import io.clientele.publish.AuditLog;
import io.clientele.publish.GateOverride;
import io.clientele.publish.GateResult;
import io.clientele.publish.PublishedMarts;
import io.clientele.publish.Version;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
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
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine;

/** One night that a gate stops, told in the order in which it happens to its operator. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OverrideTest {

    private static final String GATE = "marts.data_quality_v1: area <> 'control_total'";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static SampleHouse house;

    @SuppressWarnings("NullAway.Init")
    private static String configuration;

    @BeforeAll
    static void breakAPromise() throws IOException {
        house = new SampleHouse(folder.resolve("house"));
        Path jobs = folder.resolve("jobs");
        FileSystemUtils.copyRecursively(Path.of("jobs"), jobs);
        Path contract = jobs.resolve("models/marts/data_quality_v1.yaml");
        Files.writeString(
                contract,
                Files.readString(contract)
                        .replace(
                                "checks:\n",
                                "checks:\n  - must: area <> 'control_total'\n    because: the test says so\n"));
        configuration = house.configuration(
                        List.of(
                                Path.of("config/sources/sample-erp.yaml").toAbsolutePath(),
                                Path.of("config/sources/sample-crm.yaml").toAbsolutePath()),
                        jobs)
                .toString();
    }

    @AfterAll
    static void forgetTheSettings() {
        System.clearProperty("spring.config.additional-location");
    }

    private static Shell run(String... more) {
        List<String> arguments = new ArrayList<>(List.of("run", "--config", configuration, "--as-of", "2026-11-20"));
        arguments.addAll(List.of(more));
        return shell(arguments.toArray(String[]::new));
    }

    private static Shell shell(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine =
                Clientele.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return new Shell(commandLine.execute(arguments), out.toString(), err.toString());
    }

    private static PublishedMarts marts() {
        return PublishedMarts.open(house.pointer().resolveSibling(".").normalize());
    }

    private static AuditLog audit() {
        return new AuditLog(
                house.pointer().resolveSibling("../state/audit.jsonl").normalize());
    }

    @Test
    @Order(1)
    void theGateStopsTheNightAndSaysByWhatItIsOverridden() {
        Shell stopped = run();

        assertThat(stopped.exitCode()).as(stopped.err()).isEqualTo(3);
        assertThat(stopped.err()).contains("--reason TEXT --override \"" + GATE + "\"");
        assertThat(marts().versions()).isEmpty();
    }

    @Test
    @Order(2)
    void withoutAReasonAnOverrideIsRefused() {
        for (String[] unreasonable : new String[][] {{"--override", GATE}, {"--override", GATE, "--reason", " "}}) {
            Shell refused = run(unreasonable);

            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.err()).startsWith("Cannot override " + GATE + " without a reason");
        }
        assertThat(marts().versions()).isEmpty();
    }

    @Test
    @Order(3)
    void anotherGatesNameOverridesNothing() {
        Shell refused = run("--override", "marts.data_quality_v1: unique kye", "--reason", "looked at it");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err())
                .contains("there is no gate marts.data_quality_v1: unique kye"
                        + " (did you mean marts.data_quality_v1: unique key?)");
        assertThat(run("--override", "marts.data_quality_v1: unique key", "--reason", "looked at it")
                        .exitCode())
                .isEqualTo(3);
        assertThat(marts().versions()).isEmpty();
    }

    @Test
    @Order(4)
    void withItsNameAndAReasonTheNightIsPublishedAndItsManifestSaysWhy() {
        Shell published = run("--override", GATE, "--reason", "the totals were checked by hand");

        assertThat(published.exitCode()).as(published.err()).isZero();
        Version version = marts().current().orElseThrow();
        assertThat(version.manifest().overrides())
                .containsExactly(new GateOverride(
                        GATE, "the totals were checked by hand", System.getProperty("user.name", "unknown")));
        assertThat(version.manifest().gates())
                .filteredOn(gate -> gate.name().equals(GATE))
                .singleElement()
                .hasFieldOrPropertyWithValue("verdict", GateResult.Verdict.STOP);
        assertThat(audit().changes())
                .filteredOn(change -> change.action().equals("override"))
                .singleElement()
                .hasFieldOrPropertyWithValue("trigger", "cli")
                .hasFieldOrPropertyWithValue("subject", "20261120-r0")
                .hasFieldOrPropertyWithValue("detail", GATE)
                .hasFieldOrPropertyWithValue("reason", "the totals were checked by hand");
    }

    @Test
    @Order(5)
    void aVersionIsShownAgainOnlyIfAllItsFilesAreAsTheyWerePublished() throws IOException {
        String first = marts().current().orElseThrow().name();
        assertThat(run("--full", "--override", GATE, "--reason", "again").exitCode())
                .isZero();
        String second = marts().current().orElseThrow().name();
        Path file = house.pointer().resolveSibling("versions").resolve(first).resolve("customer_value_v1.parquet");
        byte[] whole = Files.readAllBytes(file);
        byte[] damaged = whole.clone();
        damaged[whole.length / 2] ^= 1;

        Files.write(file, damaged);
        Shell refused = shell("marts", "rollback", first, "--reason", "wrong rates", "--config", configuration);
        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(3);
        assertThat(refused.err()).contains("customer_value_v1.parquet: SHA-256 expected ");
        assertThat(marts().current().orElseThrow().name()).isEqualTo(second);

        Files.write(file, whole);
        Shell shown = shell("marts", "rollback", first, "--reason", "wrong rates", "--config", configuration);
        assertThat(shown.exitCode()).as(shown.err()).isZero();
        assertThat(shown.out()).isEqualTo("Readers are shown " + first + ". Before, it was " + second + ".\n");
        assertThat(marts().current().orElseThrow().name()).isEqualTo(first);
        assertThat(marts().verify().orElseThrow().problems()).isEmpty();
        assertThat(audit().changes())
                .last()
                .hasFieldOrPropertyWithValue("action", "rollback")
                .hasFieldOrPropertyWithValue("subject", first)
                .hasFieldOrPropertyWithValue("before", second)
                .hasFieldOrPropertyWithValue("after", first);
    }

    @Test
    @Order(6)
    void ofTwoVersionsNoneIsCollectedAndWhatIsNotThereIsNotShown() {
        Shell collected = shell("marts", "gc", "--config", configuration);
        Shell unknown =
                shell("marts", "rollback", "20261119-r0-000000000000", "--reason", "x", "--config", configuration);
        Shell unreasonable = shell("marts", "rollback", "20261119-r0-000000000000", "--config", configuration);

        assertThat(collected.exitCode()).as(collected.err()).isZero();
        assertThat(collected.out()).isEqualTo("2 kept, 0 expired, 0 deleted\n");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).startsWith("Cannot show 20261119-r0-000000000000: there is no such version");
        assertThat(unreasonable.exitCode()).isEqualTo(2);
    }
}

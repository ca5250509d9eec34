package io.clientele.nightly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.model.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.unit.DataSize;

/** A life of one house: a night, again, in full, cut off, gone on with. Each test leaves it as the next one needs it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NightTest {

    private static final String COMPLETED = " WHERE status = 'COMPLETED'";
    private static final String STEPS = "SELECT s.step_name FROM batch_step_execution s JOIN"
            + " batch_job_execution_params p ON p.job_execution_id = s.job_execution_id AND p.parameter_name = 'revision'"
            + " AND p.parameter_value = ";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static SampleHouse house;

    private static Map<String, String> undisturbed = Map.of();
    private static List<String> allSteps = List.of();

    @BeforeAll
    static void publishANight() {
        house = new SampleHouse(folder.resolve("data"));
        Recorder recorder = new Recorder();
        house.run(recorder);
        undisturbed = house.hashes();
        allSteps = recorder.begun;
    }

    @Test
    @Order(1)
    void aNightIsAStepForEachTableAndModelOfWhichSpringBatchKnowsEachOnce() throws IOException {
        assertThat(undisturbed).hasSize(27);
        assertThat(allSteps)
                .startsWith("landing", "landing.account_managers")
                .endsWith("gates", "publish")
                .hasSizeGreaterThan(90)
                .doesNotHaveDuplicates()
                .isEqualTo(NightSteps.names(Ingredients.read(house.settings())));
        assertThat(house.metadata(
                        STEPS + "'0'" + COMPLETED.replace("WHERE", "WHERE s.") + " ORDER BY s.step_execution_id"))
                .isEqualTo(allSteps);
    }

    @Test
    @Order(2)
    void aSecondRunDoesNothing() throws IOException {
        byte[] pointer = Files.readAllBytes(house.pointer());
        Recorder recorder = new Recorder();

        RunOutcome outcome = house.run(recorder);

        assertThat(outcome.isNew()).isFalse();
        assertThat(outcome.night().revision()).isZero();
        assertThat(outcome.version()).startsWith("20261120-r0-");
        assertThat(recorder.begun).isEmpty();
        assertThat(Files.readAllBytes(house.pointer())).isEqualTo(pointer);
    }

    @Test
    @Order(3)
    void aFullRunWithHalfTheThreadsAndAnEighthOfTheMemoryPublishesTheSameBytes() {
        NightSettings small = house.settings(Path.of("jobs"), SampleHouse.SOURCES, 1, DataSize.ofMegabytes(256));

        RunOutcome outcome = SampleHouse.run(small, true, new Recorder());

        assertThat(outcome.version()).startsWith("20261120-r1-");
        assertThat(house.marts().versions()).hasSize(2);
        assertThat(house.hashes()).isEqualTo(undisturbed);
        assertThat(folder.resolve("data/work/20261120-r0")).doesNotExist();
        assertThat(folder.resolve("data/work/20261120-r1/night.duckdb")).exists();
    }

    @Test
    @Order(4)
    void theEngineTakesWhatTheSettingsGiveIt() {
        NightSettings small = house.settings(Path.of("jobs"), SampleHouse.SOURCES, 1, DataSize.ofMegabytes(256));
        NightId id = new NightId(SampleHouse.BUSINESS_DATE, 1);

        try (Night night = Night.open(id, small, Ingredients.read(small))) {
            assertThat(night.warehouse()
                            .rows("SELECT current_setting('threads'), current_setting('memory_limit'),"
                                    + " current_setting('temp_directory')")
                            .get(0)
                            .values())
                    .isEqualTo(List.of(
                            1L,
                            "256.0 MiB",
                            folder.resolve("data/work/20261120-r1/spill").toString()));
        }
    }

    @Test
    @Order(5)
    void aNightThatBreaksOffAtAModelGoesOnThereAndRepeatsNoFinishedModel() throws IOException {
        String broken = "metrics.account_windows";
        byte[] pointer = Files.readAllBytes(house.pointer());
        Recorder first = Recorder.failingAt(broken);

        assertThatThrownBy(() -> SampleHouse.run(house.settings(), true, first))
                .isInstanceOf(IllegalStateException.class)
                .hasStackTraceContaining("broken off at " + broken);

        assertThat(Files.readAllBytes(house.pointer())).isEqualTo(pointer);
        assertThat(first.failed).containsExactly(broken);
        int at = allSteps.indexOf(broken);
        try (RunLauncher launcher = RunLauncher.open(house.settings())) {
            RunPlan plan = launcher.plan(SampleHouse.request(false));
            assertThat(plan.intent()).isEqualTo(RunPlan.Intent.CONTINUE);
            assertThat(plan.steps().stream().filter(RunPlan.Step::isDone).map(RunPlan.Step::name))
                    .isEqualTo(allSteps.subList(0, at));
        }

        Recorder second = new Recorder();
        RunOutcome outcome = house.run(second);

        assertThat(outcome.version()).startsWith("20261120-r2-");
        List<String> finishedModels = allSteps.subList(0, at).stream()
                .filter(step -> !NightSteps.isLanding(step))
                .toList();
        assertThat(finishedModels).hasSizeGreaterThan(20);
        assertThat(second.kept).isEqualTo(finishedModels);
        assertThat(second.begun).doesNotContainAnyElementsOf(finishedModels).endsWith("gates", "publish");
        assertThat(house.metadata(STEPS + "'2'" + COMPLETED.replace("WHERE", "WHERE s.")).stream()
                        .filter(step -> !NightSteps.isLanding(step)))
                .doesNotHaveDuplicates()
                .hasSameElementsAs(allSteps.stream()
                        .filter(step -> !NightSteps.isLanding(step))
                        .toList());
        assertThat(house.hashes()).isEqualTo(undisturbed);
    }

    @Test
    @Order(6)
    void aNightWithFinishedModelsIsNotGoneOnWithByOtherModels() throws IOException {
        assertThatThrownBy(() -> SampleHouse.run(house.settings(), true, Recorder.failingAt("staged.exchange_rates")))
                .isInstanceOf(IllegalStateException.class);
        NightSettings changed = house.settings(jobsWithARemark(), SampleHouse.SOURCES, 2, DataSize.ofGigabytes(2));

        assertThatThrownBy(() -> SampleHouse.run(changed, false, new Recorder()))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.USAGE))
                .hasMessage("""
                        Cannot continue 2026-11-20 revision 3
                          the models changed since this night began
                          a new revision starts afresh: ./clientele rerun 2026-11-20 --reason …""");
    }

    @Test
    @Order(7)
    void aNightThatNoModelFinishedBeginsAgainByTheChangedModels() throws IOException {
        assertThatThrownBy(() -> SampleHouse.run(house.settings(), true, Recorder.failingAt("landing.reconcile")))
                .isInstanceOf(IllegalStateException.class);
        assertThat(folder.resolve("data/work/20261120-r4")).exists();
        NightSettings changed = house.settings(jobsWithARemark(), SampleHouse.SOURCES, 2, DataSize.ofGigabytes(2));
        Recorder recorder = new Recorder();

        RunOutcome outcome = SampleHouse.run(changed, false, recorder);

        assertThat(outcome.night().revision()).isEqualTo(4);
        assertThat(recorder.begun).isEqualTo(allSteps);
        assertThat(house.hashes()).isEqualTo(undisturbed);
        assertThat(house.marts().current().orElseThrow().manifest().hashes())
                .containsEntry(
                        "models", Ingredients.read(changed).fingerprints().get("models"));
    }

    @Test
    @Order(8)
    void afterTheWorkOnlyTheFolderOfTheNewestNightIsLeft() throws IOException {
        try (var folders = Files.list(folder.resolve("data/work"))) {
            assertThat(folders.map(path -> path.getFileName().toString())).isEqualTo(List.of("20261120-r4"));
        }
    }

    @Test
    @Order(9)
    void aNightWhosePointerWasLostIsMadeAgain() throws IOException {
        Files.delete(house.pointer());

        try (RunLauncher launcher = RunLauncher.open(house.settings())) {
            assertThat(launcher.plan(SampleHouse.request(false)).intent()).isEqualTo(RunPlan.Intent.REVISE);
        }
    }

    @Test
    @Order(10)
    void damagedMetadataAreNamedAndWithoutThemTheDateGetsTheNextRevision() throws IOException {
        Path metadata = folder.resolve("data/state/metadata.mv.db");
        Files.writeString(metadata, "not a database", StandardCharsets.UTF_8);

        assertThatThrownBy(() -> RunLauncher.open(house.settings()))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.FAILED))
                .hasMessageStartingWith("Cannot open the metadata of runs: ")
                .hasMessageContaining("\n  at " + metadata)
                .hasMessageEndingWith("or move it away, and nights begin anew: the marts do not need it");

        Files.delete(metadata);
        try (RunLauncher launcher = RunLauncher.open(house.settings())) {
            RunPlan plan = launcher.plan(SampleHouse.request(false));
            assertThat(plan.intent()).isEqualTo(RunPlan.Intent.BEGIN);
            assertThat(plan.night()).isEqualTo(new NightId(SampleHouse.BUSINESS_DATE, 5));
        }
    }

    @Test
    @Order(11)
    void theLockIsHeldOnceInAProcessToo() {
        Path state = folder.resolve("data/state");
        RunHolder me = new RunHolder("a-test", ProcessHandle.current().pid(), Instant.EPOCH);
        try (NightLock held = NightLock.take(state, me)) {
            assertThat(held).isNotNull();
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> NightLock.take(state, me))
                        .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.kind())
                                .isEqualTo(Refusal.Kind.BUSY))
                        .hasMessageStartingWith("Cannot run: another run of this process holds the lock\n  at ");
            }
        }
        NightLock.take(state, me).close();
    }

    private static Path jobsWithARemark() throws IOException {
        Path jobs = folder.resolve("jobs");
        FileSystemUtils.copyRecursively(Path.of("jobs"), jobs);
        Path model = jobs.resolve("models/marts/data_quality_v1.sql");
        Files.writeString(
                model, Files.readString(Path.of("jobs/models/marts/data_quality_v1.sql")) + "\n-- a remark\n");
        return jobs;
    }
}

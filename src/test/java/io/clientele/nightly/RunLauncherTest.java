package io.clientele.nightly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.clientele.model.Refusal;
import io.clientele.publish.Pointer;
import io.clientele.publish.PublicationListener;
import io.clientele.publish.PublicationStep;
import io.clientele.publish.PublishedMarts;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is kept of runs and who may have a date, with the metadata in a file and in PostgreSQL. */
class RunLauncherTest {

    private static final LocalDate TODAY = LittleHouse.TODAY;
    private static final String MART = "marts.customers_v1";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @AfterEach
    void forgetTheMetadata() {
        Metadata.forget();
    }

    private LittleHouse house(Metadata metadata) throws SQLException, IOException {
        metadata.choose("runs");
        return LittleOrders.house(folder);
    }

    private static RunRequest request(LocalDate day) {
        return new RunRequest(day, false, "test", "a tester", "a reason", null, List.of());
    }

    /** Does something at the beginning of the mart. */
    private static Recorder atTheMart(Runnable work) {
        return new Recorder() {
            @Override
            public void stepBegins(String step) {
                super.stepBegins(step);
                if (step.equals(MART)) {
                    work.run();
                }
            }
        };
    }

    @ParameterizedTest
    @EnumSource
    void aRunIsKeptWithItsVersionItsFingerprintsAndATokenThatOnlyGoesUp(Metadata metadata) throws Exception {
        LittleHouse house = house(metadata);
        List<RunRecord> ends = new ArrayList<>();
        RunOutcome first;
        RunOutcome second;
        try (RunLauncher launcher = RunLauncher.open(house.settings(), ends::add)) {
            first = launcher.run(request(TODAY), new Recorder());
            launcher.run(request(TODAY), new Recorder());
            assertThatThrownBy(() -> launcher.run(new RunRequest(TODAY, true, "test", " "), new Recorder()))
                    .hasMessage("Cannot run all of 2026-11-20 again without a reason: say it with --reason");
            second = launcher.run(new RunRequest(TODAY, true, "test", "to see"), new Recorder());
        }

        try (RunLauncher later = RunLauncher.open(house.settings())) {
            List<RunRecord> runs = later.list(RunFilter.last(10));
            assertThat(runs)
                    .extracting(RunRecord::status)
                    .containsExactly(RunStatus.PUBLISHED, RunStatus.UNCHANGED, RunStatus.PUBLISHED);
            assertThat(runs).extracting(RunRecord::fencingToken).containsExactly(3L, 2L, 1L);
            assertThat(runs).extracting(RunRecord::revision).containsExactly(1L, 0L, 0L);
            assertThat(runs)
                    .extracting(RunRecord::versionAfter)
                    .containsExactly(second.version(), first.version(), first.version());
            assertThat(runs)
                    .extracting(RunRecord::versionBefore)
                    .containsExactly(first.version(), first.version(), null);
            RunRecord oldest = runs.get(2);
            assertThat(oldest.fingerprints()).containsOnlyKeys("models", "policies", "program", "sources");
            assertThat(oldest.requestedBy() + ", " + oldest.reason()).isEqualTo("a tester, a reason");
            assertThat(oldest.requestedAt()).isBeforeOrEqualTo(oldest.beganAt());
            assertThat(oldest.beganAt()).isBefore(oldest.endedAt());
            assertThat(later.find(oldest.runId())).contains(oldest);
            assertThat(later.log(oldest.runId()))
                    .anyMatch(line -> line.matches("\\S+Z  marts\\.customers_v1 took \\d+\\.\\d{3} s: 2 rows"))
                    .last()
                    .asString()
                    .endsWith("  published " + first.version());
            assertThat(later.list(new RunFilter(TODAY, RunStatus.UNCHANGED, null, 10, 0)))
                    .isEqualTo(runs.subList(1, 2));
        }
        assertThat(ends)
                .extracting(RunRecord::status)
                .containsExactly(RunStatus.PUBLISHED, RunStatus.UNCHANGED, RunStatus.PUBLISHED);
        assertThat(pointer(house).fencingToken()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void whoComesSecondToADateIsToldWhichRunHasIt(Metadata metadata) throws Exception {
        LittleHouse house = house(metadata);
        List<Busy> losers = new ArrayList<>();
        try (RunLauncher launcher = RunLauncher.open(house.settings());
                RunLauncher other = RunLauncher.open(house.settings())) {
            launcher.run(
                    request(TODAY),
                    atTheMart(() -> losers.add(
                            catchThrowableOfType(Busy.class, () -> other.run(request(TODAY), new Recorder())))));

            RunRecord winner = launcher.list(RunFilter.last(10)).get(0);
            assertThat(losers.get(0).holder().orElseThrow())
                    .isEqualTo(new RunHolder(
                            winner.runId(),
                            ProcessHandle.current().pid(),
                            losers.get(0).holder().orElseThrow().since()));
            assertThat(losers.get(0))
                    .hasMessageStartingWith("Cannot run 2026-11-20: another run of this process holds the lock\n  run "
                            + winner.runId());
            assertThat(launcher.list(RunFilter.last(10))).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRunOfAnotherHostHasItsDateAsLongAsItsHeartBeatsAndNoLonger(Metadata metadata) throws Exception {
        LittleHouse house = house(metadata);
        try (RunLauncher launcher = RunLauncher.open(house.settings())) {
            JdbcClient database = JdbcClient.create(launcher.metadata());
            database.sql("insert into clientele_run_lock values (date '2026-11-20', 'a-run', 7, 'elsewhere', 42,"
                            + " current_timestamp, current_timestamp, true)")
                    .update();
            assertThatThrownBy(() -> launcher.run(request(TODAY), new Recorder()))
                    .isInstanceOfSatisfying(Busy.class, busy -> assertThat(
                                    busy.holder().orElseThrow().runId())
                            .isEqualTo("a-run"));
            assertThat(launcher.list(RunFilter.last(10))).isEmpty();

            database.sql("update clientele_run_lock set heartbeat_at = current_timestamp - interval '91' second")
                    .update();
            launcher.run(request(TODAY), new Recorder());

            assertThat(launcher.list(RunFilter.last(10)))
                    .extracting(RunRecord::status)
                    .containsExactly(RunStatus.PUBLISHED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRunWhoseDateWasTakenWhileItStoodStillPublishesNothing(Metadata metadata) throws Exception {
        LittleHouse house = house(metadata);
        try (RunLauncher launcher = RunLauncher.open(house.settings())) {
            launcher.run(request(LittleHouse.YESTERDAY), new Recorder());
            Pointer before = pointer(house);
            PublicationListener overtaken = (step, what) -> {
                if (step == PublicationStep.VERSION_SYNCED) {
                    JdbcClient.create(launcher.metadata())
                            .sql(
                                    "update clientele_run_lock set run_id = 'a-later-run', fencing_token = 9, host = 'elsewhere'"
                                            + " where business_date = date '2026-11-20'")
                            .update();
                }
            };

            assertThatThrownBy(() -> launcher.run(request(TODAY), new Recorder(), overtaken))
                    .isInstanceOf(Refusal.class)
                    .hasMessageMatching(
                            "Cannot publish 2026-11-20: run \\S+ stood still for so long that run a-later-run"
                                    + " took its date");

            assertThat(pointer(house)).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRunIsStoppedByALauncherThatDidNotBeginItAndGoesOnLater(Metadata metadata) throws Exception {
        LittleHouse house = house(metadata);
        List<RunRecord> ends = new ArrayList<>();
        try (RunLauncher launcher = RunLauncher.open(house.settings(), ends::add);
                RunLauncher other = RunLauncher.open(house.settings())) {
            Recorder patient = atTheMart(() -> {
                String run = other.list(RunFilter.last(1)).get(0).runId();
                assertThat(other.stop(run, new Actor("an operator", "test", null)))
                        .isTrue();
                String stopped = "select count(*) from clientele_runs where run_id = '" + run
                        + "' and stop_requested_by = 'an operator'";
                JdbcClient database = JdbcClient.create(other.metadata());
                assertThat(database.sql(stopped).query(Long.class).single()).isEqualTo(1);
                awaitAHeartbeat(database);
            });

            assertThatThrownBy(() -> launcher.run(request(TODAY), patient))
                    .isInstanceOfSatisfying(
                            Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.STOPPED));

            RunRecord stopped = launcher.list(RunFilter.last(1)).get(0);
            assertThat(stopped.status() + " by " + stopped.stopRequestedBy()).isEqualTo("STOPPED by an operator");
            assertThat(launcher.stop(stopped.runId(), new Actor("an operator", "test", null)))
                    .isFalse();
            launcher.run(request(TODAY), new Recorder());
        }
        assertThat(ends).extracting(RunRecord::status).containsExactly(RunStatus.STOPPED, RunStatus.PUBLISHED);
    }

    /** Two, for the one under way may have looked before it was asked. */
    private static void awaitAHeartbeat(JdbcClient database) {
        String beat = "select heartbeat_at from clientele_run_lock";
        for (int i = 0; i < 2; i++) {
            Object before = database.sql(beat).query().singleValue();
            while (before.equals(database.sql(beat).query().singleValue())) {
                Thread.onSpinWait();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void nightsOfTwoDatesWaitForEachOther(Metadata metadata) throws Exception {
        LittleHouse house = house(metadata);
        try (RunLauncher launcher = RunLauncher.open(house.settings())) {
            List<RunRecord> second = new ArrayList<>();
            launcher.run(
                    request(TODAY),
                    atTheMart(() -> second.add(launcher.submit(request(LittleHouse.YESTERDAY), new Recorder()))));
            RunRecord after = awaitTheEnd(launcher, second.get(0).runId());

            RunRecord before = launcher.list(RunFilter.last(2)).get(1);
            assertThat(second.get(0).status()).isEqualTo(RunStatus.WAITING);
            assertThat(after.status()).isEqualTo(RunStatus.PUBLISHED);
            assertThat(after.requestedAt()).isBefore(before.endedAt());
            assertThat(after.beganAt()).isAfterOrEqualTo(before.endedAt());
            assertThat(after.fencingToken()).isEqualTo(2);
        }
    }

    static RunRecord awaitTheEnd(RunLauncher launcher, String run) {
        RunRecord found = launcher.find(run).orElseThrow();
        while (!found.status().isEnd()) {
            Thread.onSpinWait();
            found = launcher.find(run).orElseThrow();
        }
        return found;
    }

    /** Begins a night, says so at its mart, and waits there to be killed. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] arguments) throws InterruptedException {
            CountDownLatch forever = new CountDownLatch(1);
            try (RunLauncher launcher =
                    RunLauncher.open(LittleHouse.at(Path.of(arguments[0])).settings())) {
                launcher.run(request(LocalDate.parse(arguments[1])), atTheMart(() -> {
                    System.out.println("at the mart");
                    try {
                        forever.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }));
            }
        }
    }

    /** A process that is in the middle of a night. */
    static Process victim(Path house, LocalDate day) throws IOException {
        ProcessBuilder java = CutOffNightTest.java(Victim.class, house.toString(), day.toString());
        java.command().addAll(1, Metadata.options());
        Process process = java.redirectErrorStream(true).start();
        BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
        List<String> lines = new ArrayList<>();
        for (String line = said.readLine(); !"at the mart".equals(line); line = said.readLine()) {
            assertThat(line).as(String.join("\n", lines)).isNotNull();
            lines.add(line);
        }
        return process;
    }

    @ParameterizedTest
    @EnumSource
    void aNightIsSeenByOthersWhileItRunsAndAfterItsProcessDiedItHasOneEndAndGoesOn(Metadata metadata) throws Exception {
        LittleHouse house = house(metadata);
        Process victim = victim(folder, TODAY);
        String run;
        try (RunLauncher launcher = RunLauncher.open(house.settings())) {
            RunRecord running = launcher.list(RunFilter.last(1)).get(0);
            run = running.runId();
            assertThat(running.status() + " in " + running.pid()).isEqualTo("RUNNING in " + victim.pid());
            assertThatThrownBy(() -> launcher.run(request(TODAY), new Recorder()))
                    .isInstanceOfSatisfying(Busy.class, busy -> assertThat(
                                    busy.holder().orElseThrow().runId())
                            .isEqualTo(run));
        } finally {
            victim.toHandle().destroyForcibly();
            victim.waitFor();
        }

        List<RunRecord> ends = new ArrayList<>();
        Recorder recorder = new Recorder();
        for (int start = 0; start < 2; start++) {
            try (RunLauncher launcher = RunLauncher.open(house.settings(), ends::add)) {
                launcher.run(request(TODAY), recorder);
            }
        }

        assertThat(ends)
                .extracting(RunRecord::status)
                .containsExactly(RunStatus.KILLED, RunStatus.PUBLISHED, RunStatus.UNCHANGED);
        assertThat(ends.get(0).runId()).isEqualTo(run);
        assertThat(recorder.kept).contains("staged.orders");
        assertThat(house.published()).isEqualTo(List.of("C1|2|30.5000|a", "C2|1|7.2500|b"));
    }

    @ParameterizedTest
    @EnumSource
    void aRefusalIsKeptInItsOwnWords(Metadata metadata) throws Exception {
        LittleHouse house = house(metadata).query("select * from nowhere");
        try (RunLauncher launcher = RunLauncher.open(house.settings())) {
            Refusal refusal = catchThrowableOfType(Refusal.class, () -> launcher.run(request(TODAY), new Recorder()));
            assertThat(launcher.list(RunFilter.last(1)).get(0))
                    .satisfies(run -> assertThat(run.status()).isEqualTo(RunStatus.REFUSED))
                    .satisfies(run -> assertThat(run.failure()).isEqualTo(refusal.getMessage()));
        }
    }

    private static Pointer pointer(LittleHouse house) {
        return PublishedMarts.open(house.settings().marts()).pointer().orElseThrow();
    }
}

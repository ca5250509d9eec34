package io.clientele.nightly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.model.Refusal;
import io.clientele.nightly.BackfillRecord.Day;
import io.clientele.nightly.BackfillRecord.DayStatus;
import io.clientele.nightly.BackfillRecord.Status;
import io.clientele.nightly.BackfillRequest.Selection;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Five dates of November, of which the second is published and the fourth failed. */
class BackfillTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 11, 9);
    private static final LocalDate LAST = FIRST.plusDays(4);
    private static final int KILLED = 137;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @AfterEach
    void forgetTheMetadata() {
        Metadata.forget();
    }

    private LittleHouse house(Metadata metadata) throws SQLException, IOException {
        metadata.choose("backfills");
        LittleHouse house = LittleOrders.house(folder);
        house.run(FIRST.plusDays(1), new Recorder());
        assertThatThrownBy(() -> house.run(FIRST.plusDays(3), Recorder.failingAt("staged.orders")))
                .isInstanceOf(IllegalStateException.class);
        return house;
    }

    private static BackfillRequest request(Selection selection) {
        return new BackfillRequest(FIRST, LAST, selection, "a tester", "to see");
    }

    private static BackfillRecord backfill(RunLauncher launcher, StepListener listener, List<RunRecord> ended) {
        return launcher.backfills().run(request(Selection.UNPUBLISHED), listener, ended::add);
    }

    /** Does something before a night of the so manieth day. */
    private static Recorder atNight(int night, Runnable work) {
        return new Recorder() {
            private int begun;

            @Override
            public void nightBegins(String name, int stepCount) {
                begun++;
                if (begun == night) {
                    work.run();
                }
            }
        };
    }

    @ParameterizedTest
    @EnumSource
    void theDatesThatAreNotPublishedAreRunOnceEachTheOldestFirst(Metadata metadata) throws Exception {
        LittleHouse house = house(metadata);
        List<RunRecord> ended = new ArrayList<>();
        try (RunLauncher launcher = RunLauncher.open(house.settings())) {
            assertThat(launcher.backfills().plan(request(Selection.MISSING)))
                    .containsExactly(FIRST, FIRST.plusDays(2), LAST);
            assertThat(launcher.backfills().plan(request(Selection.FAILED))).containsExactly(FIRST.plusDays(3));
            assertThat(launcher.backfills().plan(request(Selection.UNPUBLISHED)))
                    .containsExactly(FIRST, FIRST.plusDays(2), FIRST.plusDays(3), LAST);

            BackfillRecord backfill = backfill(launcher, new Recorder(), ended);

            assertThat(backfill.status()).isEqualTo(Status.DONE);
            assertThat(backfill.days())
                    .extracting(Day::status)
                    .containsOnly(DayStatus.PUBLISHED)
                    .hasSize(4);
            assertThat(ended)
                    .extracting(RunRecord::businessDate)
                    .containsExactly(FIRST, FIRST.plusDays(2), FIRST.plusDays(3), LAST);
            assertThat(ended).extracting(RunRecord::revision).containsOnly(0L);
            assertThat(ended).extracting(RunRecord::backfillId).containsOnly(backfill.backfillId());
            assertThat(launcher.backfills().list(10)).containsExactly(backfill);
            assertThat(launcher.backfills().plan(request(Selection.UNPUBLISHED)))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBackfillThatWasStoppedGoesOnWhereItWasAndRepeatsNoDay(Metadata metadata) throws Exception {
        LittleHouse house = house(metadata);
        List<RunRecord> ended = new ArrayList<>();
        String id;
        try (RunLauncher launcher = RunLauncher.open(house.settings())) {
            assertThatThrownBy(() -> backfill(launcher, atNight(2, launcher::stop), ended))
                    .isInstanceOfSatisfying(
                            Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.STOPPED));
            BackfillRecord stopped = launcher.backfills().list(1).get(0);
            id = stopped.backfillId();
            assertThat(stopped.status()).isEqualTo(Status.STOPPED);
            assertThat(stopped.count(DayStatus.PUBLISHED) + " done, " + stopped.count(DayStatus.OPEN) + " open")
                    .isEqualTo("1 done, 3 open");
        }
        try (RunLauncher launcher = RunLauncher.open(house.settings())) {
            BackfillRecord backfill = backfill(launcher, new Recorder(), ended);

            assertThat(backfill.backfillId() + " " + backfill.status()).isEqualTo(id + " DONE");
            assertThat(ended)
                    .extracting(RunRecord::businessDate)
                    .containsExactly(FIRST, FIRST.plusDays(2), FIRST.plusDays(3), LAST);
            assertThat(launcher.list(new RunFilter(null, RunStatus.PUBLISHED, id, 10, 0)))
                    .hasSize(4);
        }
    }

    /** Begins the backfill and stops dead in the night of its second day. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] arguments) {
            LittleHouse house = LittleHouse.at(Path.of(arguments[0]));
            try (RunLauncher launcher = RunLauncher.open(house.settings())) {
                backfill(launcher, atNight(2, () -> Runtime.getRuntime().halt(KILLED)), new ArrayList<>());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBackfillWhoseProcessDiedGoesOnWhereItWas(Metadata metadata) throws Exception {
        LittleHouse house = house(metadata);
        ProcessBuilder victim = CutOffNightTest.java(Victim.class, folder.toString());
        victim.command().addAll(1, Metadata.options());
        assertThat(victim.redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor())
                .isEqualTo(KILLED);

        List<RunRecord> ended = new ArrayList<>();
        try (RunLauncher launcher = RunLauncher.open(house.settings())) {
            String id = launcher.backfills().list(1).get(0).backfillId();

            BackfillRecord backfill = backfill(launcher, new Recorder(), ended);

            assertThat(backfill.backfillId() + " " + backfill.status()).isEqualTo(id + " DONE");
            assertThat(ended)
                    .extracting(RunRecord::businessDate)
                    .containsExactly(FIRST.plusDays(2), FIRST.plusDays(3), LAST);
            assertThat(launcher.list(new RunFilter(null, null, id, 10, 0)))
                    .extracting(RunRecord::status)
                    .containsExactly(
                            RunStatus.PUBLISHED,
                            RunStatus.PUBLISHED,
                            RunStatus.PUBLISHED,
                            RunStatus.KILLED,
                            RunStatus.PUBLISHED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNightThatIsAskedForMeanwhileGoesBeforeTheNextDay(Metadata metadata) throws Exception {
        LittleHouse house = house(metadata);
        List<RunRecord> ended = new ArrayList<>();
        try (RunLauncher launcher = RunLauncher.open(house.settings())) {
            List<RunRecord> nightly = new ArrayList<>();
            Recorder asking = atNight(
                    1,
                    () -> nightly.add(launcher.submit(
                            new RunRequest(LittleHouse.TODAY, false, "schedule", null), new Recorder())));

            backfill(launcher, asking, ended);

            RunRecord night =
                    RunLauncherTest.awaitTheEnd(launcher, nightly.get(0).runId());
            assertThat(night.status()).isEqualTo(RunStatus.PUBLISHED);
            assertThat(night.beganAt())
                    .isAfterOrEqualTo(ended.get(0).endedAt())
                    .isBefore(ended.get(1).beganAt());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDayThatFailsDoesNotKeepTheOthersFromBeingRun(Metadata metadata) throws Exception {
        LittleHouse house = house(metadata);
        Recorder failingOnce = new Recorder() {
            private int night;

            @Override
            public void nightBegins(String name, int stepCount) {
                night++;
            }

            @Override
            public void stepBegins(String step) {
                if (night == 2 && step.equals("staged.orders")) {
                    throw new AssertionError("broken off");
                }
            }
        };
        List<RunRecord> ended = new ArrayList<>();
        try (RunLauncher launcher = RunLauncher.open(house.settings())) {
            BackfillRecord backfill = backfill(launcher, failingOnce, ended);

            assertThat(backfill.status()).isEqualTo(Status.FAILED);
            assertThat(backfill.days())
                    .extracting(Day::status)
                    .containsExactly(DayStatus.PUBLISHED, DayStatus.FAILED, DayStatus.PUBLISHED, DayStatus.PUBLISHED);
            assertThat(ended)
                    .extracting(RunRecord::status)
                    .containsExactly(RunStatus.PUBLISHED, RunStatus.FAILED, RunStatus.PUBLISHED, RunStatus.PUBLISHED);
            assertThat(launcher.backfills().plan(request(Selection.UNPUBLISHED)))
                    .containsExactly(FIRST.plusDays(2));
        }
    }

    @ParameterizedTest
    @EnumSource
    void onlyOneBackfillIsAtWork(Metadata metadata) throws Exception {
        LittleHouse house = house(metadata);
        try (RunLauncher launcher = RunLauncher.open(house.settings());
                RunLauncher other = RunLauncher.open(house.settings())) {
            Recorder rival =
                    atNight(1, () -> assertThatThrownBy(() -> backfill(other, new Recorder(), new ArrayList<>()))
                            .isInstanceOf(Busy.class)
                            .hasMessage("Cannot backfill: another run of this process holds the lock\n"
                                    + "  another backfill is at work"));

            assertThat(backfill(launcher, rival, new ArrayList<>()).status()).isEqualTo(Status.DONE);
            assertThat(launcher.backfills().list(10)).hasSize(1);
        }
    }

    @Test
    void aBackfillOf367DatesIsRefusedAndOneOf366IsNot() {
        assertThat(new BackfillRequest(FIRST, FIRST.plusDays(365), Selection.MISSING, null, null).to())
                .isEqualTo(LocalDate.of(2027, 11, 9));
        assertThatThrownBy(() -> new BackfillRequest(FIRST, FIRST.plusDays(366), Selection.MISSING, null, null))
                .hasMessage("Cannot backfill: from 2026-11-09 to 2027-11-10 are 367 dates, and at most 366 may be");
        assertThatThrownBy(() -> new BackfillRequest(LAST, FIRST, Selection.MISSING, null, null))
                .hasMessage("Cannot backfill: 2026-11-13 is after 2026-11-09, where it should end");
    }
}

package io.clientele.nightly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.model.Refusal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Eight launchers of two processes want the same date at the same moment, with whole nights. {@code -Dclientele.rounds=50} plays fifty
 * rounds of each beginning.
 */
class RaceTest {

    private static final int ROUNDS = Integer.getInteger("clientele.rounds", 2);
    private static final int LAUNCHERS = 4;
    private static final LocalDate FIRST = LocalDate.of(2026, 3, 1);

    /** What happened to the date before. */
    private enum Beginning {
        FRESH,
        FAILED,
        STOPPED,
        KILLED
    }

    /** Four launchers. For each date that it is told it answers with a line for each of them. */
    static final class Racer {
        private Racer() {}

        public static void main(String[] arguments) throws Exception {
            CyclicBarrier start = new CyclicBarrier(LAUNCHERS);
            ExecutorService threads = Executors.newFixedThreadPool(LAUNCHERS);
            BufferedReader dates = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            try (RunLauncher launcher =
                    RunLauncher.open(LittleHouse.at(Path.of(arguments[0])).settings())) {
                System.out.println("ready");
                for (String date = dates.readLine(); date != null; date = dates.readLine()) {
                    LocalDate day = LocalDate.parse(date);
                    List<Future<String>> answers = new ArrayList<>();
                    for (int i = 0; i < LAUNCHERS; i++) {
                        answers.add(threads.submit((Callable<String>) () -> {
                            start.await();
                            return race(launcher, day);
                        }));
                    }
                    for (Future<String> answer : answers) {
                        System.out.println("answer " + answer.get());
                    }
                }
            }
            threads.shutdown();
        }

        private static String race(RunLauncher launcher, LocalDate day) {
            String[] mine = {"none"};
            Recorder recorder = new Recorder() {
                @Override
                public void runEnters(String runId) {
                    mine[0] = runId;
                }
            };
            try {
                RunOutcome outcome = launcher.run(new RunRequest(day, false, "test", null), recorder);
                return (outcome.isNew() ? "ran " : "came late ") + mine[0];
            } catch (Busy busy) {
                return "busy " + busy.holder().map(RunHolder::runId).orElse("nobody");
            } catch (RuntimeException e) {
                return "failed " + mine[0] + ": " + e;
            }
        }
    }

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @AfterEach
    void forgetTheMetadata() {
        Metadata.forget();
    }

    /** A process of launchers. */
    private static final class Team implements AutoCloseable {

        private final Process process;
        private final BufferedReader says;
        private final PrintWriter told;

        Team(Path house) throws IOException {
            ProcessBuilder java = CutOffNightTest.java(Racer.class, house.toString());
            java.command().addAll(1, Metadata.options());
            process = java.redirectErrorStream(true).start();
            says = process.inputReader(StandardCharsets.UTF_8);
            told = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
            lines("ready", 1);
        }

        void race(LocalDate day) {
            told.println(day);
        }

        List<String> lines(String kind, int count) throws IOException {
            List<String> lines = new ArrayList<>();
            List<String> others = new ArrayList<>();
            while (lines.size() < count) {
                String line = says.readLine();
                assertThat(line).as(String.join("\n", others)).isNotNull();
                (line.startsWith(kind) ? lines : others).add(line);
            }
            return lines;
        }

        @Override
        public void close() {
            process.toHandle().destroyForcibly();
        }
    }

    @ParameterizedTest
    @EnumSource
    void exactlyOneOfEightRunsAndTheOthersAreToldWhich(Metadata metadata) throws Exception {
        metadata.choose("race");
        LittleHouse house = LittleOrders.house(folder);
        house.run(FIRST.minusDays(1), new Recorder());
        LocalDate day = FIRST;
        try (RunLauncher spoiler = RunLauncher.open(house.settings());
                Team one = new Team(folder);
                Team two = new Team(folder)) {
            for (int round = 0; round < ROUNDS; round++) {
                for (Beginning beginning : Beginning.values()) {
                    prepare(spoiler, house, day, beginning);
                    one.race(day);
                    two.race(day);
                    List<String> answers = new ArrayList<>(one.lines("answer ", LAUNCHERS));
                    answers.addAll(two.lines("answer ", LAUNCHERS));

                    String what = beginning + " " + round + ": " + answers;
                    List<String> winners = answers.stream()
                            .filter(answer -> answer.startsWith("answer ran "))
                            .map(answer -> answer.substring("answer ran ".length()))
                            .toList();
                    assertThat(winners).as(what).hasSize(1);
                    assertThat(answers)
                            .as(what)
                            .filteredOn(answer -> answer.equals("answer busy " + winners.get(0)))
                            .hasSize(2 * LAUNCHERS - 1);
                    day = day.plusDays(1);
                }
            }
        }
        assertOneRunADateAndTheOneThatWasSpoilt(house, day);
    }

    private void prepare(RunLauncher spoiler, LittleHouse house, LocalDate day, Beginning beginning) throws Exception {
        RunRequest request = new RunRequest(day, false, "test", null);
        switch (beginning) {
            case FRESH -> assertThat(house.landed(day)).doesNotExist();
            case FAILED ->
                assertThatThrownBy(() -> spoiler.run(request, Recorder.failingAt("staged.orders")))
                        .isInstanceOf(IllegalStateException.class);
            case STOPPED ->
                assertThatThrownBy(() -> spoiler.run(request, stoppingItself(spoiler)))
                        .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.kind())
                                .isEqualTo(Refusal.Kind.STOPPED));
            case KILLED -> {
                Process victim = RunLauncherTest.victim(folder, day);
                victim.toHandle().destroyForcibly();
                victim.waitFor();
            }
        }
    }

    private static Recorder stoppingItself(RunLauncher launcher) {
        return new Recorder() {
            private String run = "";

            @Override
            public void runEnters(String runId) {
                run = runId;
            }

            @Override
            public void stepBegins(String step) {
                if (step.equals("staged.orders")) {
                    launcher.stop(run, new Actor("the test", "test", null));
                }
            }
        };
    }

    /** No two runs at once anywhere: tokens and times of all of them are in one order. */
    private static void assertOneRunADateAndTheOneThatWasSpoilt(LittleHouse house, LocalDate end) {
        try (RunLauncher launcher = RunLauncher.open(house.settings())) {
            for (LocalDate day = FIRST; day.isBefore(end); day = day.plusDays(1)) {
                Beginning beginning = Beginning.values()[(int) (day.toEpochDay() - FIRST.toEpochDay()) % 4];
                List<RunRecord> runs = launcher.list(new RunFilter(day, null, null, 10, 0));
                List<String> expected =
                        beginning == Beginning.FRESH ? List.of("PUBLISHED") : List.of("PUBLISHED", beginning.name());
                assertThat(runs.stream().map(run -> run.status().name())).isEqualTo(expected);
            }
            List<RunRecord> all = launcher.list(RunFilter.last(1_000)).stream()
                    .filter(run -> run.status() != RunStatus.KILLED) // its end is when it was found
                    .toList();
            for (int i = 1; i < all.size(); i++) {
                assertThat(all.get(i).fencingToken()).isLessThan(all.get(i - 1).fencingToken());
                assertThat(all.get(i).endedAt())
                        .isBeforeOrEqualTo(all.get(i - 1).requestedAt());
            }
        }
    }
}

package io.clientele.nightly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.Application;
import io.clientele.model.Refusal;
import io.clientele.publish.PublicationStep;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One night in five processes: three are ended from outside, one stops dead, the last one finishes. */
class CutOffNightTest {

    private static final int KILLED = 137;
    private static final RunHolder ME =
            new RunHolder("a-test", ProcessHandle.current().pid(), Instant.EPOCH);

    /** Runs the night and stops dead after a step of its publication. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] arguments) {
            PublicationStep last = PublicationStep.valueOf(arguments[1]);
            SampleHouse house = new SampleHouse(Path.of(arguments[0]));
            try (RunLauncher launcher = RunLauncher.open(house.settings())) {
                launcher.run(SampleHouse.request(false), new Recorder(), (step, what) -> {
                    if (step == last) {
                        Runtime.getRuntime().halt(KILLED);
                    }
                });
            }
        }
    }

    /** What a child process said before and after it was ended. */
    private record Ended(int exitCode, List<String> said) {

        List<String> keptSteps() {
            return said.stream()
                    .filter(line -> line.endsWith("done by an earlier attempt"))
                    .map(CutOffNightTest::stepIn)
                    .toList();
        }

        List<String> doneSteps() {
            return said.stream()
                    .filter(line -> line.startsWith("[") && !line.endsWith("done by an earlier attempt"))
                    .map(CutOffNightTest::stepIn)
                    .toList();
        }
    }

    private static String stepIn(String line) {
        return line.replaceFirst("^\\[.*?]\\s+(\\S+).*", "$1");
    }

    @Test
    void aNightThatIsKilledInEveryStagePublishesWhatAnUndisturbedOneDoesAndRepeatsNoModel(@TempDir Path folder)
            throws Exception {
        SampleHouse house = new SampleHouse(folder.resolve("data"));

        Ended landing = endAfter(house, "landing.companies", process -> {
            assertThatThrownBy(() -> NightLock.take(house.settings().state(), ME))
                    .isInstanceOfSatisfying(
                            Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.BUSY))
                    .hasMessageStartingWith("Cannot run: another run, process " + process.pid()
                            + ", holds the lock\n  at " + folder.resolve("data/state/night.lock"));
            process.toHandle().destroyForcibly();
        });
        assertThat(landing.exitCode()).isEqualTo(KILLED);
        NightLock.take(house.settings().state(), ME).close();

        Ended terminated =
                endAfter(house, "staged.products", process -> process.toHandle().destroy());
        assertThat(terminated.exitCode()).isEqualTo(143);
        assertThat(terminated.said())
                .anyMatch(line -> line.matches("Stopped (in|before) (staged|metrics)\\.\\w+, as asked"))
                .endsWith(
                        "  the same command goes on from there",
                        "Nothing was published. No marts have been published yet.");

        Ended killed = endAfter(house, "metrics.repurchase_cohorts", process -> process.toHandle()
                .destroyForcibly());
        assertThat(killed.exitCode()).isEqualTo(KILLED);
        assertThat(killed.keptSteps()).contains("staged.products").isEqualTo(modelsIn(terminated));

        assertThat(publishUntil(house, PublicationStep.POINTER_WRITTEN)).isEqualTo(KILLED);
        assertThat(house.marts().pointer()).isEmpty();

        Recorder last = new Recorder();
        RunOutcome outcome = house.run(last);

        assertThat(outcome.version()).startsWith("20261120-r0-");
        assertThat(last.kept).contains("metrics.repurchase_cohorts").endsWith("gates");
        assertThat(last.begun).endsWith("landing.reconcile", "publish");
        assertThat(house.metadata("SELECT step_name FROM batch_step_execution WHERE status = 'COMPLETED' AND step_name"
                        + " NOT LIKE 'landing%'"))
                .doesNotHaveDuplicates()
                .hasSize(last.kept.size() + 1);
        assertThat(house.metadata("SELECT status FROM batch_job_execution ORDER BY job_execution_id"))
                .isEqualTo(List.of("FAILED", "FAILED", "FAILED", "FAILED", "COMPLETED"));
        assertThat(house.hashes()).isEqualTo(undisturbed(folder.resolve("undisturbed")));
    }

    private static List<String> modelsIn(Ended attempt) {
        return attempt.doneSteps().stream()
                .filter(step -> !NightSteps.isLanding(step))
                .toList();
    }

    private static Map<String, String> undisturbed(Path data) {
        SampleHouse house = new SampleHouse(data);
        house.run(new Recorder());
        return house.hashes();
    }

    /** What is done to a child process once it has said that a step is done. */
    private interface End {
        void come(Process process) throws IOException;
    }

    private static Ended endAfter(SampleHouse house, String step, End end) throws Exception {
        Process process = java(
                        Application.class, "--config", house.configuration().toString(), "run")
                .redirectErrorStream(true)
                .start();
        List<String> said = new ArrayList<>();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            while (line != null) {
                said.add(line);
                if (line.startsWith("[") && stepIn(line).equals(step)) {
                    end.come(process);
                }
                line = lines.readLine();
            }
        }
        return new Ended(process.waitFor(), said);
    }

    private static int publishUntil(SampleHouse house, PublicationStep last) throws Exception {
        return java(Victim.class, house.data().toString(), last.name())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    static ProcessBuilder java(Class<?> program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                program.getName()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().remove("CLIENTELE_DATA");
        return builder;
    }
}

package io.clientele.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process that stops in the middle: nothing of it runs on, no engine is closed. */
class KilledProcessTest {

    private static final int KILLED = 137;

    /** Publishes the night of 2 November in a process of its own and stops it dead after a step. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] arguments) throws Exception {
            PublicationStep last = PublicationStep.valueOf(arguments[1]);
            publish(Path.of(arguments[0]), 2, (step, what) -> {
                if (step == last) {
                    Runtime.getRuntime().halt(KILLED);
                }
            });
        }
    }

    private final Path root;

    KilledProcessTest(@TempDir Path root) {
        this.root = root;
    }

    @ParameterizedTest
    @EnumSource(
            names = {"MART_EXPORTED", "VERSION_RENAMED", "POINTER_WRITTEN", "CATALOGUE_SWITCHED", "POINTER_SWITCHED"})
    void aKilledProcessLeavesOneWholeVersionAndTheNextOneCompletes(PublicationStep step) throws Exception {
        String old = publish(root, 1, PublicationListener.NONE).name();

        assertThat(publishInAnotherProcess(step)).isEqualTo(KILLED);

        PublishedMarts marts = PublishedMarts.open(root);
        boolean isCommitted = step == PublicationStep.POINTER_SWITCHED;
        assertThat(marts.currentBusinessDate()).contains(isCommitted ? "2026-11-02" : "2026-11-01");
        assertThat(marts.verify().orElseThrow().problems()).isEmpty();

        new Switch(root, new DuckCatalogue(), PublicationListener.NONE).repair(Set.of());
        assertThat(nightInCatalogue()).isEqualTo(isCommitted ? "2" : "1");

        String completed = publish(root, 2, PublicationListener.NONE).name();
        assertThat(marts.versions()).containsExactly(old, completed);
        assertThat(marts.verify().orElseThrow().problems()).isEmpty();
        assertThat(nightInCatalogue()).isEqualTo("2");
    }

    private int publishInAnotherProcess(PublicationStep step) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Victim.class.getName(),
                        root.toString(),
                        step.name())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private static Version publish(Path root, int night, PublicationListener listener) throws Exception {
        try (DuckMarts duck = new DuckMarts()) {
            Sample.fill(duck, night);
            return Sample.publish(root, duck, Sample.night("2026-11-0" + night, 0), listener);
        }
    }

    private String nightInCatalogue() {
        return new DuckCatalogue().value(root.resolve("marts.duckdb"), "select distinct night from customer_value_v1");
    }
}

package io.clientele.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.publish.PublishedMarts;
import io.clientele.servers.PostgreSql;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Writes of the metadata of a night fail once each, in PostgreSQL: the next run needs nobody. */
class FailedWriteTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 3, 1);

    /** A step of a night writes ten times: every seventh write is each of the ten in time. */
    private static final int SOME = 7;

    private static final List<String> TABLES = List.of(
            "batch_job_instance",
            "batch_job_execution",
            "batch_job_execution_params",
            "batch_job_execution_context",
            "batch_step_execution",
            "batch_step_execution_context",
            "clientele_runs",
            "clientele_run_lock",
            "clientele_fencing");

    /** When the server refuses a row. */
    private enum Refused {
        AT_THE_STATEMENT("create trigger planted after insert or update or delete on %s"),
        AT_THE_COMMIT("create constraint trigger planted after insert or update or delete on %s"
                + " deferrable initially deferred");

        private final String trigger;

        Refused(String trigger) {
            this.trigger = trigger;
        }
    }

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private LittleHouse house;

    @BeforeEach
    void furnish() throws Exception {
        Metadata.POSTGRESQL.choose("failed_writes");
        house = LittleOrders.house(folder);
        house.run(FIRST.minusDays(1), new Recorder());
    }

    @AfterEach
    void forgetTheMetadata() {
        Metadata.forget();
    }

    private static Connection metadata() throws Exception {
        return PostgreSql.connect(Objects.requireNonNull(System.getProperty("spring.datasource.url")));
    }

    private static void plant(Connection metadata, Refused refused) throws Exception {
        LittleHouse.execute(
                metadata,
                "create sequence written",
                "create table fault (at bigint)",
                "insert into fault values (0)",
                "create function refuse() returns trigger language plpgsql as $$ begin"
                        + " if nextval('written') = (select at from fault) then raise exception 'planted'; end if;"
                        + " return null; end $$");
        for (String table : TABLES) {
            LittleHouse.execute(metadata, refused.trigger.formatted(table) + " for each row execute function refuse()");
        }
    }

    private static void failAt(Connection metadata, int write) throws Exception {
        LittleHouse.execute(metadata, "update fault set at = " + write, "select setval('written', 1, false)");
    }

    private static long written(Connection metadata) throws Exception {
        return Long.parseLong(
                LittleHouse.answers(metadata, "select last_value from written").get(0));
    }

    @ParameterizedTest
    @EnumSource
    void afterAFailedWriteTheNextRunFinishesTheNight(Refused refused) throws Exception {
        failEach(SOME, refused);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("soak")
    void whicheverWriteFailsTheNextRunFinishesTheNight(Refused refused) throws Exception {
        failEach(1, refused);
    }

    private void failEach(int stride, Refused refused) throws Exception {
        List<String> undisturbed = published();
        List<String> notFinished = new ArrayList<>();
        int write = 1 - stride;
        try (Connection metadata = metadata();
                RunLauncher launcher = RunLauncher.open(house.settings())) {
            plant(metadata, refused);
            boolean hasFailed = true;
            while (hasFailed) {
                write += stride;
                LocalDate day = FIRST.plusDays(write);
                failAt(metadata, write);
                tryToRun(launcher, day);
                hasFailed = written(metadata) >= write;
                failAt(metadata, 0);
                try {
                    launcher.run(request(day), new Recorder());
                    assertThat(published()).isEqualTo(undisturbed);
                    assertFinished(launcher, day);
                } catch (RuntimeException | AssertionError e) {
                    notFinished.add("write " + write + ": " + e.getMessage());
                }
            }
        }
        System.out.printf("%d writes of a night failed %s, each once%n", write / stride, refused);
        assertThat(notFinished).isEmpty();
        assertThat(write).isGreaterThan(100);
    }

    private void assertFinished(RunLauncher launcher, LocalDate day) {
        assertThat(marts().versions())
                .filteredOn(version -> version.startsWith(new NightId(day, 0) + "-"))
                .hasSize(1);
        assertThat(launcher.list(new RunFilter(day, null, null, 10, 0)))
                .allMatch(run -> run.status().isEnd())
                .first()
                .matches(run -> run.status().isDone());
    }

    private static void tryToRun(RunLauncher launcher, LocalDate day) {
        try {
            launcher.run(request(day), new Recorder());
        } catch (RuntimeException planted) {
            assertThat(planted).hasStackTraceContaining("planted");
        }
    }

    private static RunRequest request(LocalDate day) {
        return new RunRequest(day, false, "test", null);
    }

    private PublishedMarts marts() {
        return PublishedMarts.open(house.data().resolve("marts"));
    }

    private List<String> published() {
        return LittleHouse.rows("select * from read_parquet('"
                + marts().current().orElseThrow().folder() + "/customers_v1.parquet') order by customer");
    }
}

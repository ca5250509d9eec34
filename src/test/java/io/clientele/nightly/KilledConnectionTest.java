package io.clientele.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.servers.MariaDb;
import io.clientele.servers.PostgreSql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that end connections, and a process that is ended, while 400,000 orders are read over two connections. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class KilledConnectionTest {

    private static final int ROWS = 400_000;
    private static final int KILLED = 137;
    private static final String EXTRACTION = "extract.erp.orders";

    private static final String OURS =
            " from pg_stat_activity where application_name = 'clientele' and datname = 'killed'";

    /** The query tells of each row whether its transaction was read only. */
    private static final String QUERY =
            LittleHouse.QUERY.replace("note", "current_setting('transaction_read_only') as note");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path shared;

    @SuppressWarnings("NullAway.Init")
    private static Connection postgreSql;

    @SuppressWarnings("NullAway.Init")
    private static Connection mariaDb;

    @SuppressWarnings("NullAway.Init")
    private static Map<String, String> undisturbed;

    @SuppressWarnings("NullAway.Init")
    private static List<String> published;

    private static final Observer OBSERVER = new Observer();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    /** Looks at the sessions of a night at its source. */
    private static final class Observer extends Recorder {

        private final List<String> whileReading = new ArrayList<>();
        private boolean isAnybodyThereLater = true;

        @Override
        public void rowsRead(String step, long rowCount) {
            whileReading.addAll(answers("select count(*)" + OURS));
        }

        /** A server takes notice of a connection that was closed a moment after it was. */
        @Override
        public void stepBegins(String step) {
            super.stepBegins(step);
            if (step.equals("landing.orders")) {
                while (!answers("select count(*)" + OURS).equals(List.of("0"))) {
                    Thread.onSpinWait();
                }
                isAnybodyThereLater = false;
            }
        }

        private static List<String> answers(String query) {
            try {
                return LittleHouse.answers(postgreSql, query);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Does something to the source once so many rows were read. */
    private static final class Saboteur extends Recorder {

        private final long after;
        private final Sabotage sabotage;
        private final List<String> killed = new ArrayList<>();

        private interface Sabotage {
            List<String> commit() throws SQLException;
        }

        Saboteur(long after, Sabotage sabotage) {
            this.after = after;
            this.sabotage = sabotage;
        }

        @Override
        public void rowsRead(String step, long rowCount) {
            if (rowCount >= after && killed.isEmpty()) {
                try {
                    killed.addAll(sabotage.commit());
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    /** Ends processes in the middle of their reading. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] arguments) {
            LittleHouse.at(Path.of(arguments[0])).run(LittleHouse.TODAY, new Saboteur(160_000, () -> {
                Runtime.getRuntime().halt(KILLED);
                return List.of();
            }));
        }
    }

    @BeforeAll
    static void readUndisturbed() throws IOException, SQLException {
        postgreSql = PostgreSql.connect(PostgreSql.database("killed"));
        LittleHouse.execute(
                postgreSql,
                "create table orders (order_id bigint primary key, customer text, ordered_on date, currency_code text,"
                        + " amount numeric(18,4), note text, changed_at timestamp)",
                "insert into orders select i, 'C' || i % 5000, date '2026-01-01' + i % 300, 'EUR', i % 10007 * 1.25, null,"
                        + " timestamp '2026-11-15' + i * interval '1 second' from generate_series(1, " + ROWS
                        + ") as i",
                "analyze orders");
        LittleHouse house = house(shared.resolve("undisturbed"));
        house.run(LittleHouse.TODAY, OBSERVER);
        undisturbed = house.hashes();
        published = house.published();
    }

    @AfterAll
    static void disconnect() throws SQLException {
        postgreSql.close();
        if (mariaDb != null) {
            mariaDb.close();
        }
    }

    private static LittleHouse house(Path folder) throws IOException, SQLException {
        return LittleHouse.of(folder, postgreSql.getMetaData().getURL()).query(QUERY);
    }

    @Test
    void aSourceSeesTwoReadOnlySessionsWhileItIsReadAndNoneLater() {
        assertThat(OBSERVER.whileReading).hasSize(21).containsOnly("2");
        assertThat(OBSERVER.isAnybodyThereLater).isFalse();
        assertThat(published).hasSize(5_000).allMatch(row -> row.matches("C\\d+\\|80\\|[0-9.]+\\|on"));
        assertThat(undisturbed).containsOnlyKeys("customers_v1.parquet", "rows-0.parquet", "rows-1.parquet");
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 70})
    void aConnectionThatIsEndedIsReplacedWithinTheSameStateAndNothingOfItIsSeen(int percent) throws Exception {
        LittleHouse house = house(folder);
        Saboteur saboteur = new Saboteur((long) ROWS * percent / 100, () -> {
            LittleHouse.execute(
                    postgreSql,
                    "insert into orders select -i, 'late', date '2026-11-20', 'EUR', 1, null, now() from"
                            + " generate_series(1, 1000) as i",
                    "insert into orders select 1000000 + i, 'late', date '2026-11-20', 'EUR', 1, null, now() from"
                            + " generate_series(1, 1000) as i");
            return LittleHouse.answers(
                    postgreSql, "select pg_terminate_backend(pid, 10000)" + OURS + " order by pid limit 1");
        });

        house.run(LittleHouse.TODAY, saboteur);
        LittleHouse.execute(postgreSql, "delete from orders where customer = 'late'");

        assertThat(saboteur.killed).containsExactly("t");
        assertThat(saboteur.failed).isEmpty();
        assertThat(saboteur.said(EXTRACTION)).isEqualTo("400,000 rows");
        assertThat(house.hashes()).isEqualTo(undisturbed);
    }

    /** Nobody comes in meanwhile, or a first connection could be replaced before the second one is ended. */
    private static Saboteur endingAllConnections() {
        return new Saboteur(ROWS / 2, () -> {
            LittleHouse.execute(postgreSql, "alter role " + PostgreSql.USERNAME + " nologin");
            try {
                return LittleHouse.answers(postgreSql, "select pg_terminate_backend(pid, 10000)" + OURS);
            } finally {
                LittleHouse.execute(postgreSql, "alter role " + PostgreSql.USERNAME + " login");
            }
        });
    }

    @Test
    void aSourceThatLosesAllConnectionsIsReadAgainFromItsFirstTable() throws Exception {
        LittleHouse house = house(folder);
        Saboteur saboteur = endingAllConnections();

        house.run(LittleHouse.TODAY, saboteur);

        assertThat(saboteur.killed).containsExactly("t", "t");
        assertThat(saboteur.failed).containsExactly(EXTRACTION);
        assertThat(saboteur.begun).containsSequence("landing", EXTRACTION, "landing", EXTRACTION, "landing.orders");
        assertThat(house.hashes()).isEqualTo(undisturbed);
    }

    @Test
    void whereNoFurtherAttemptIsAllowedNothingIsLeftAndTheNextRunPublishesTheSameBytes() throws Exception {
        LittleHouse house = house(folder).database("attempts", "1");
        Saboteur saboteur = endingAllConnections();

        assertThat(house.refusal(saboteur)).isEqualTo("""
                        SOURCE: Cannot read orders of erp: FATAL: terminating connection due to administrator command
                          at jdbc:postgresql://127.0.0.1:PORT/killed""");
        assertThat(saboteur.killed).containsExactly("t", "t");
        try (var left = Files.list(house.landed(LittleHouse.TODAY).getParent())) {
            assertThat(left).isEmpty();
        }

        house.run(LittleHouse.TODAY, new Recorder());
        assertThat(house.hashes()).isEqualTo(undisturbed);
    }

    @Test
    void aProcessThatIsKilledInTheMiddleLeavesANightThatPublishesTheSameBytes() throws Exception {
        LittleHouse house = house(folder);
        ProcessBuilder victim = CutOffNightTest.java(Victim.class, folder.toString());
        Path said = folder.resolve("said.txt");
        int exitCode = victim.redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start()
                .waitFor();
        assertThat(exitCode).as(Files.readString(said)).isEqualTo(KILLED);
        assertThat(house.landed(LittleHouse.TODAY)).doesNotExist();

        house.run(LittleHouse.TODAY, new Recorder());

        assertThat(house.hashes()).isEqualTo(undisturbed);
    }

    @Test
    void aMariaDbThatEndsItsConnectionsIsReadAgainOrTheNightEndsCleanly() throws Exception {
        String url = MariaDb.database("killed");
        mariaDb = MariaDb.connect(url);
        LittleHouse.execute(
                mariaDb,
                "create table orders (order_id bigint primary key, customer varchar(20), ordered_on date, currency_code"
                        + " char(3), amount decimal(18,4), note text, changed_at datetime(6))",
                "insert into orders select seq, concat('C', seq % 5000), date '2026-01-01' + interval seq % 300 day, 'EUR',"
                        + " seq % 10007 * 1.25, 'on', timestamp '2026-11-15 00:00:00' + interval seq second from seq_1_to_120000");
        LittleHouse calm = LittleHouse.of(folder.resolve("calm"), url);
        calm.run(LittleHouse.TODAY, new Recorder());

        LittleHouse again = LittleHouse.of(folder.resolve("again"), url);
        Saboteur early = new Saboteur(40_000, KilledConnectionTest::endConnections);
        again.run(LittleHouse.TODAY, early);
        LittleHouse once = LittleHouse.of(folder.resolve("once"), url).database("attempts", "1");
        Saboteur late = new Saboteur(80_000, KilledConnectionTest::endConnections);
        String refusal = once.refusal(late);
        boolean isAnythingLeft = Files.exists(once.landed(LittleHouse.TODAY));
        once.run(LittleHouse.TODAY, new Recorder());

        assertThat(early.killed).hasSize(2);
        assertThat(early.failed).containsExactly(EXTRACTION);
        assertThat(again.hashes()).hasSize(3).isEqualTo(calm.hashes());
        assertThat(late.killed).hasSize(2);
        assertThat(refusal).startsWith("SOURCE: Cannot read ").endsWith("\n  at jdbc:mariadb://127.0.0.1:PORT/killed");
        assertThat(isAnythingLeft).isFalse();
        assertThat(once.hashes()).isEqualTo(calm.hashes());
    }

    private static List<String> endConnections() throws SQLException {
        List<String> ids = LittleHouse.answers(
                mariaDb, "select id from information_schema.processlist where user = 'reader' and db = 'killed'");
        for (String id : ids) {
            LittleHouse.execute(mariaDb, "kill connection " + id);
        }
        return ids;
    }
}

package io.clientele.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.nightly.OpenHouse;
import io.clientele.servers.PostgreSql;
import io.clientele.servers.StoppablePostgreSql;
import io.clientele.web.tell.LineageSettings;
import io.clientele.web.tell.NoticeSettings;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server whose PostgreSQL, with the metadata of runs and the schedule, goes away under it. */
@Timeout(400)
class LostDatabaseTest {

    private static final List<String> KEYS =
            List.of("spring.datasource.url", "spring.datasource.username", "spring.datasource.password");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private StoppablePostgreSql database;

    @BeforeEach
    void furnish() {
        database = new StoppablePostgreSql(folder.resolve("postgresql"));
    }

    @AfterEach
    void forget() {
        KEYS.forEach(System::clearProperty);
        database.close();
    }

    private Server serve() throws Exception {
        System.setProperty(KEYS.get(0), database.url());
        System.setProperty(KEYS.get(1), "postgres");
        System.setProperty(KEYS.get(2), "");
        return Server.start(
                OpenHouse.in(folder.resolve("house")).settings(),
                new ServeSettings(List.of(), false, NoticeSettings.NOBODY, LineageSettings.FILES),
                "server.port=0",
                "serve.wakings=* * * * * ?");
    }

    private static int readiness(Server server) {
        return new Client(server.port(), null).get("/actuator/health/readiness").status();
    }

    private static void awaitReadiness(Server server, int status) {
        while (readiness(server) != status) {
            LockSupport.parkNanos(100_000_000);
        }
    }

    /** When the scheduler last woke somebody, in milliseconds since 1970. */
    private long lastWaking() throws SQLException {
        try (Connection connection = PostgreSql.connect(database.url());
                Statement statement = connection.createStatement();
                ResultSet waking =
                        statement.executeQuery("select max(prev_fire_time) from clientele_server.qrtz_triggers")) {
            waking.next();
            return waking.getLong(1);
        }
    }

    private void awaitWakingAfter(long before) throws SQLException {
        while (lastWaking() <= before) {
            LockSupport.parkNanos(100_000_000);
        }
    }

    private static Duration closing(Server server) {
        Instant began = Instant.now();
        server.close();
        return Duration.between(began, Instant.now());
    }

    @Test
    void aServerIsClosedWithin30SecondsWhileItsDatabaseIsAway() throws Exception {
        Server server = serve();
        awaitWakingAfter(0);
        database.stop();
        awaitReadiness(server, 503);

        Duration took = closing(server);

        System.out.println("closed without a database in " + took);
        assertThat(took).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void aProcessEndsWithin30SecondsOfItsSignalWhileItsDatabaseIsAway() throws Exception {
        Path configuration = OpenHouse.configuration(folder.resolve("house"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "-Dspring.datasource.url=" + database.url(),
                        "-Dspring.datasource.username=postgres",
                        "-Dspring.datasource.password=",
                        "-Dserver.port=0",
                        "-Dserve.wakings=* * * * * ?",
                        "io.clientele.Application",
                        "serve",
                        "--config",
                        configuration.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(out.readLine()).startsWith("Serving on port ");
            awaitWakingAfter(0);
            database.stop();
            Instant began = Instant.now();
            process.destroy();

            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            System.out.println("process ended without a database in " + Duration.between(began, Instant.now()));
            assertThat(process.exitValue()).isEqualTo(143);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void afterAMinuteWithoutItsDatabaseTheScheduleGoesOnByItself() throws Exception {
        Server server = serve();
        awaitWakingAfter(0);
        database.stop();
        awaitReadiness(server, 503);
        Instant lost = Instant.now();
        while (Duration.between(lost, Instant.now()).toSeconds() < 60) {
            LockSupport.parkNanos(1_000_000_000);
        }
        database.start();
        Instant back = Instant.now();

        awaitWakingAfter(back.toEpochMilli());
        System.out.println("the schedule went on after " + Duration.between(back, Instant.now()));
        awaitReadiness(server, 200);
        assertThat(closing(server)).isLessThan(Duration.ofSeconds(30));
    }
}

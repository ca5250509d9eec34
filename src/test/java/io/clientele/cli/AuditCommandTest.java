package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.nightly.NightSettings;
import io.clientele.nightly.OpenHouse;
import io.clientele.nightly.RunLauncher;
import io.clientele.schedule.LaunchedNights;
import io.clientele.web.ServeSettings;
import io.clientele.web.Server;
import io.clientele.web.tell.LineageSettings;
import io.clientele.web.tell.NoticeSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Changes through the command line, the schedule and the network, and what the log says of them. */
@Timeout(300)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AuditCommandTest {

    private static final String ME = System.getProperty("user.name", "unknown");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Path configuration;

    @SuppressWarnings("NullAway.Init")
    private static NightSettings settings;

    @SuppressWarnings("NullAway.Init")
    private static Server server;

    @SuppressWarnings("NullAway.Init")
    private static String token;

    @BeforeAll
    static void serve() throws Exception {
        configuration = OpenHouse.configuration(folder);
        Settings.addFile(configuration);
        settings = Settings.read();
        server = Server.start(
                settings,
                new ServeSettings(List.of(), false, NoticeSettings.NOBODY, LineageSettings.FILES),
                "server.port=0",
                "serve.wakings=0 0 0 1 1 ? 2099");
        token = Files.readString(Server.tokenFile(settings)).strip();
    }

    @AfterAll
    static void stop() {
        server.close();
        System.clearProperty("spring.config.additional-location");
    }

    private static Shell shell(String... arguments) {
        List<String> all = new ArrayList<>(List.of("--config", configuration.toString()));
        all.addAll(List.of(arguments));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine =
                Clientele.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return new Shell(commandLine.execute(all.toArray(String[]::new)), out.toString(), err.toString());
    }

    private static HttpResponse<String> ask(String method, String path, String body) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                                .header("Authorization", "Bearer " + token)
                                .header("Content-Type", "application/json")
                                .header("Idempotency-Key", "k" + body.hashCode())
                                .method(method, BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
    }

    private static void awaitTheEnd(String place) throws Exception {
        while (JsonMapper.shared()
                .readTree(ask("GET", place, "").body())
                .path("endedAt")
                .isNull()) {
            Thread.onSpinWait();
        }
    }

    private static String version(String day) throws IOException {
        try (Stream<Path> versions = Files.list(settings.marts().resolve("versions"))) {
            return versions.map(path -> path.getFileName().toString())
                    .filter(name -> name.startsWith(day))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static List<String> told() throws Exception {
        List<String> told = new ArrayList<>();
        for (JsonNode change : JsonMapper.shared()
                .readTree(ask("GET", "/api/v1/audit?limit=500", "").body())
                .path("items")) {
            told.add(
                    0,
                    text(change, "trigger") + " " + text(change, "actor") + " " + text(change, "role") + " "
                            + text(change, "action") + " " + date(change, "before") + ">" + date(change, "after"));
        }
        return told;
    }

    private static String text(JsonNode change, String key) {
        return change.path(key).isNull() ? "-" : change.path(key).stringValue();
    }

    private static String date(JsonNode change, String key) {
        return change.path(key).isNull() ? "-" : change.path(key).stringValue().substring(0, 8);
    }

    @Test
    @Order(1)
    void eighteenChangesThroughThreeDoorsAreEighteenLinesWithWhoWhatBeforeAndAfter() throws Exception {
        assertThat(shell("run", "--as-of", "2026-11-16").exitCode()).isZero();
        try (RunLauncher launcher = RunLauncher.open(settings)) {
            new LaunchedNights(launcher).run(LocalDate.of(2026, 11, 17));
        }
        assertThat(ask("POST", "/api/v1/tokens", "{\"name\": \"otto\", \"role\": \"OPERATOR\"}")
                        .statusCode())
                .isEqualTo(201);
        awaitTheEnd(ask("POST", "/api/v1/runs", "{\"businessDate\": \"2026-11-18\"}")
                .headers()
                .firstValue("Location")
                .orElseThrow());
        assertThat(ask(
                                "POST",
                                "/api/v1/marts/rollback",
                                "{\"version\": \"" + version("20261117") + "\", \"reason\": \"to see\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(shell("marts", "rollback", version("20261118"), "--reason", "back again")
                        .exitCode())
                .isZero();
        assertThat(shell("rerun", "2026-11-18", "--reason", "once more").exitCode())
                .isZero();
        assertThat(shell("backfill", "--from", "2026-11-14", "--to", "2026-11-15")
                        .exitCode())
                .isZero();
        assertThat(ask("DELETE", "/api/v1/tokens/otto", "").statusCode()).isEqualTo(204);

        // what is refused changes nothing
        assertThat(ask("DELETE", "/api/v1/tokens/otto", "").statusCode()).isEqualTo(404);
        assertThat(ask("POST", "/api/v1/marts/rollback", "{\"version\": \"x\", \"reason\": \"y\"}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(shell("marts", "rollback", version("20261118"), "--reason", " ")
                        .exitCode())
                .isEqualTo(2);
        assertThat(shell("run", "--as-of", "2026-11-18", "--full").exitCode()).isEqualTo(2);
        assertThat(shell("stop", "20261118t000000000-1-1").exitCode()).isEqualTo(2);

        assertThat(told())
                .containsExactly(
                        "cli " + ME + " - token ->-",
                        "cli " + ME + " - run ->-",
                        "cli " + ME + " - publish ->20261116",
                        "schedule schedule - run ->-",
                        "schedule schedule - publish 20261116>20261117",
                        "api admin ADMIN token ->-",
                        "api admin ADMIN run ->-",
                        "api admin ADMIN publish 20261117>20261118",
                        "api admin ADMIN rollback 20261118>20261117",
                        "cli " + ME + " - rollback 20261117>20261118",
                        "cli " + ME + " - rerun ->-",
                        "cli " + ME + " - publish 20261118>20261118",
                        "cli " + ME + " - backfill ->-",
                        "backfill " + ME + " - run ->-",
                        "backfill " + ME + " - publish 20261118>20261118",
                        "backfill " + ME + " - run ->-",
                        "backfill " + ME + " - publish 20261118>20261118",
                        "api admin ADMIN revoke ->-");
    }

    @Test
    @Order(2)
    void theCommandShowsThemAndTellsTheHeadThatTheServerTells() throws Exception {
        Shell shown = shell("audit", "--limit", "1", "--output", "csv");
        Shell verified = shell("audit", "--verify");
        String head = JsonMapper.shared()
                .readTree(ask("GET", "/api/v1/audit", "").body())
                .path("head")
                .stringValue();

        assertThat(shown.out().lines().toList().get(1)).contains(",admin,api,ADMIN,revoke,otto,");
        assertThat(verified)
                .isEqualTo(new Shell(
                        0, "18 changes, and each follows the one before it. The last one: " + head + "\n", ""));
        assertThat(shell("audit", "--knows", head).exitCode()).isZero();
        assertThat(shell("audit", "--knows", "0123").exitCode()).isEqualTo(3);
    }

    @Test
    @Order(3)
    void of100DamagedLogs100AreFoundByTheCommand() throws Exception {
        Path log = settings.state().resolve("audit.jsonl");
        byte[] whole = Files.readAllBytes(log);
        String head = shell("audit", "--verify").out().replaceAll(".*: |\\n", "");
        Random random = new Random(20261120);
        int found = 0;
        for (int trial = 0; trial < 100; trial++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(7));
            Files.write(log, damaged);
            found += shell("audit", "--knows", head).exitCode() == 3 ? 1 : 0;
        }
        Files.write(log, whole);

        assertThat(found).isEqualTo(100);
        assertThat(ask("GET", "/api/v1/audit", "").statusCode()).isEqualTo(200);
    }
}

package io.clientele.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.nightly.OpenHouse;
import io.clientele.servers.PostgreSql;
import io.clientele.web.tell.LineageSettings;
import io.clientele.web.tell.NoticeSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What programs ask a server that runs nights of a real database. */
@Timeout(300)
class ServerTest {

    private static final Set<String> ENDS = Set.of("PUBLISHED", "UNCHANGED", "REFUSED", "FAILED", "STOPPED", "KILLED");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static OpenHouse house;

    @SuppressWarnings("NullAway.Init")
    private static Server server;

    @SuppressWarnings("NullAway.Init")
    private static Client admin;

    @SuppressWarnings("NullAway.Init")
    private static Client.Answer first;

    @BeforeAll
    static void serveAndRunANight() throws Exception {
        house = OpenHouse.in(folder);
        server = start("server.port=0");
        admin = new Client(server.port(), token());
        first = admin.post("/api/v1/runs", "first-night", "{\"businessDate\": \"2026-11-20\"}");
        assertThat(ended(first).path("status").stringValue()).isEqualTo("PUBLISHED");
    }

    private static Server start(String... overrides) {
        return Server.start(
                house.settings(),
                new ServeSettings(List.of(), false, NoticeSettings.NOBODY, LineageSettings.FILES),
                Stream.concat(
                                Stream.of("serve.wakings=0 0 0 1 1 ? 2099", "serve.triggers-per-minute=1000"),
                                Stream.of(overrides))
                        .toArray(String[]::new));
    }

    private static String token() {
        try {
            return Files.readString(Server.tokenFile(house.settings())).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Asks until the run has ended. */
    private static JsonNode ended(Client.Answer accepted) {
        while (true) {
            JsonNode run = admin.get(accepted.location().orElseThrow()).json();
            if (ENDS.contains(run.path("status").stringValue())) {
                return run;
            }
            Thread.onSpinWait();
        }
    }

    @Test
    void aRunIsAcceptedWithItsPlaceAndNamesWhoAskedAndWhatItPublished() {
        JsonNode run = ended(first);

        assertThat(first.status()).isEqualTo(202);
        assertThat(first.location())
                .hasValueSatisfying(place -> assertThat(place).startsWith("/api/v1/runs/"));
        assertThat(run.path("businessDate").stringValue()).isEqualTo("2026-11-20");
        assertThat(run.path("requestedBy").stringValue()).isEqualTo("admin");
        assertThat(run.path("trigger").stringValue()).isEqualTo("api");
        assertThat(run.path("versionAfter").stringValue()).startsWith("20261120-r0-");
    }

    @Test
    void whatIsAskedTwiceUnderOneKeyIsDoneOnceAndSomethingElseUnderItIsRefused() {
        Client.Answer again = admin.post("/api/v1/runs", "first-night", "{\"businessDate\": \"2026-11-20\"}");
        Client.Answer other = admin.post("/api/v1/runs", "first-night", "{\"businessDate\": \"2026-11-19\"}");
        Client.Answer badKey = admin.post("/api/v1/runs", "../../etc", "{}");

        assertThat(again.status()).isEqualTo(202);
        assertThat(again.location()).isEqualTo(first.location());
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.contentType()).isEqualTo("application/problem+json");
        assertThat(other.json().path("detail").stringValue())
                .isEqualTo("Cannot run: something else was asked under the Idempotency-Key first-night");
        assertThat(badKey.status()).isEqualTo(422);
    }

    @Test
    void aFullRunNeedsAReason() {
        Client.Answer answer = admin.post("/api/v1/runs", "full", "{\"businessDate\": \"2026-11-20\", \"full\": true}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("detail").stringValue()).contains("without a reason");
    }

    @Test
    void theDateOfARunUnderWayIsRefusedWithItsNameAndTheRunStopsWhenAsked() throws Exception {
        try (Connection locker = PostgreSql.connect(house.url());
                Statement statement = locker.createStatement()) {
            locker.setAutoCommit(false);
            statement.execute("lock table orders in access exclusive mode");
            Client.Answer held = admin.post("/api/v1/runs", "held", "{\"businessDate\": \"2026-11-18\"}");
            Client.Answer loser = admin.post("/api/v1/runs", "loser", "{\"businessDate\": \"2026-11-18\"}");
            String runId = held.json().path("runId").stringValue();

            assertThat(held.status()).isEqualTo(202);
            assertThat(loser.status()).isEqualTo(409);
            assertThat(loser.contentType()).isEqualTo("application/problem+json");
            assertThat(loser.json().path("runId").stringValue()).isEqualTo(runId);
            assertThat(admin.call("POST", "/api/v1/runs/" + runId + "/stop").status())
                    .isEqualTo(202);
            locker.rollback();

            assertThat(ended(held).path("status").stringValue()).isEqualTo("STOPPED");
            assertThat(ended(held).path("stopRequestedBy").stringValue()).isEqualTo("admin");
            assertThat(admin.call("POST", "/api/v1/runs/" + runId + "/stop").status())
                    .isEqualTo(409);
        }
    }

    @Test
    void theCurrentVersionNamesFilesThatAreByteForByteWhatTheyAreSaidToBe() throws Exception {
        JsonNode current = admin.get("/api/v1/marts").json();
        JsonNode file = current.path("files").path(0);
        Client.Answer bytes = admin.get(file.path("href").stringValue());

        assertThat(current.path("pointer").path("version").stringValue())
                .isEqualTo(ended(first).path("versionAfter").stringValue());
        assertThat(file.path("mart").stringValue()).isEqualTo("customers_v1");
        assertThat(file.path("rows").intValue()).isEqualTo(2);
        assertThat(bytes.contentType()).isEqualTo("application/vnd.apache.parquet");
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.bytes())))
                .isEqualTo(file.path("sha256").stringValue());
    }

    @Test
    void noPathLeadsOutOfTheFolderOfTheVersions() {
        String version = ended(first).path("versionAfter").stringValue();
        for (String path : List.of(
                "..",
                "%2e%2e",
                "..%2f..%2fstate%2fadmin.token",
                "%2e%2e%2f%2e%2e%2fstate",
                version + "%2f..%2f..",
                version + "/files/_MANIFEST.json",
                version + "/files/..%2f..%2fcurrent.json",
                version + "/files/%2e%2e%2f%2e%2e%2f%2e%2e%2fstate%2fadmin.token",
                version + "/files/customers_v1.parquet",
                version + "%00",
                "20261120-r0-000000000000")) {
            assertThat(admin.get("/api/v1/marts/versions/" + path).status())
                    .as(path)
                    .isBetween(400, 404);
        }
    }

    @Test
    void listsComeInPartsOfAtMost500() {
        assertThat(admin.get("/api/v1/runs?limit=500").status()).isEqualTo(200);
        assertThat(admin.get("/api/v1/runs?limit=501").status()).isEqualTo(422);
        assertThat(admin.get("/api/v1/runs?limit=x").status()).isEqualTo(400);
        assertThat(admin.get("/api/v1/runs/no-such-run").status()).isEqualTo(404);

        JsonNode gates = admin.get("/api/v1/quality?limit=1").json();
        assertThat(gates.path("items").size()).isEqualTo(1);
        assertThat(gates.path("next").intValue()).isEqualTo(1);
        assertThat(admin.get("/api/v1/quality?verdict=STOP")
                        .json()
                        .path("items")
                        .size())
                .isZero();
    }

    @Test
    void aRequestThatCarriesMoreThanAMegabyteIsRefusedWhetherItSaysSoOrNot() {
        byte[] body = new byte[BodyFilter.MOST_BYTES + 1];
        Arrays.fill(body, (byte) ' ');

        assertThat(admin.post("/api/v1/runs", "large", new String(body, StandardCharsets.US_ASCII))
                        .status())
                .isEqualTo(413);
        assertThat(admin.stream("/api/v1/runs", () -> new ByteArrayInputStream(body))
                        .status())
                .isEqualTo(413);
    }

    @Test
    void thePlanAndTheScheduleAreThereToBeSeen() {
        JsonNode plan = admin.get("/api/v1/plan?businessDate=2026-11-20").json();
        JsonNode schedule = admin.get("/api/v1/schedule").json();

        assertThat(plan.path("intent").stringValue()).isEqualTo("NOTHING");
        assertThat(schedule.path("schedule").path("cron").stringValue()).isEqualTo("0 0 2 * * ?");
        assertThat(schedule.path("next").path("dueAt").stringValue()).endsWith("T02:00:00Z");
    }

    @Test
    void theServersOwnTablesAreAtHomeInPostgreSqlToo() {
        try (Server other = start(
                "server.port=0",
                "spring.datasource.url=" + PostgreSql.database("server_tables"),
                "spring.datasource.username=postgres")) {
            Client itsAdmin = new Client(other.port(), token());

            assertThat(itsAdmin.get("/api/v1/tokens").json().size()).isEqualTo(1);
            assertThat(itsAdmin.post("/api/v1/runs", "key", "{\"businessDate\": \"2026-11-20\"}")
                            .status())
                    .isEqualTo(202);
        }
    }
}

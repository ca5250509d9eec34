package io.clientele.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.nightly.OpenHouse;
import io.clientele.servers.PostgreSql;
import io.clientele.web.tell.LineageSettings;
import io.clientele.web.tell.NoticeSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Backfills over the network, of a server whose orders somebody can lock. */
@Timeout(300)
class BackfillsTest {

    private static final String THREE_DAYS =
            "{\"from\": \"2026-11-16\", \"to\": \"2026-11-18\", \"reason\": \"to see\"}";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private OpenHouse house;

    @SuppressWarnings("NullAway.Init")
    private Server server;

    @SuppressWarnings("NullAway.Init")
    private Client admin;

    @BeforeEach
    void furnish() throws Exception {
        house = OpenHouse.in(folder);
        serve();
    }

    private void serve() throws Exception {
        server = Server.start(
                house.settings(),
                new ServeSettings(List.of(), false, NoticeSettings.NOBODY, LineageSettings.FILES),
                "server.port=0",
                "serve.wakings=0 0 0 1 1 ? 2099");
        admin = new Client(
                server.port(),
                Files.readString(Server.tokenFile(house.settings())).strip());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private JsonNode until(String place, Set<String> states) {
        while (true) {
            JsonNode now = admin.get(place).json();
            if (states.contains(now.path("status").stringValue())) {
                return now;
            }
            Thread.onSpinWait();
        }
    }

    /** Asks until a run of the backfill reads the orders, which somebody has locked. */
    private String runOf(String backfillId) {
        while (true) {
            for (JsonNode run : admin.get("/api/v1/runs?status=RUNNING").json().path("items")) {
                if (run.path("backfillId").stringValue().equals(backfillId)) {
                    return run.path("runId").stringValue();
                }
            }
            Thread.onSpinWait();
        }
    }

    private List<String> days(JsonNode backfill) {
        List<String> days = new ArrayList<>();
        backfill.path("days")
                .forEach(day -> days.add(day.path("businessDate").stringValue() + " "
                        + day.path("status").stringValue()));
        return days;
    }

    private List<String> runs() {
        List<String> runs = new ArrayList<>();
        admin.get("/api/v1/runs")
                .json()
                .path("items")
                .forEach(run -> runs.add(run.path("businessDate").stringValue() + " "
                        + run.path("status").stringValue()));
        return runs;
    }

    @Test
    void aDryOneSaysItsDatesAndARealOneRunsEachOnceAndIsBegunOnceUnderItsKey() {
        Client.Answer dry = admin.post(
                "/api/v1/backfills", "dry", "{\"from\": \"2026-11-16\", \"to\": \"2026-11-18\", \"dryRun\": true}");
        assertThat(dry.status()).isEqualTo(200);
        assertThat(dry.json().path("dates").toString()).isEqualTo("[\"2026-11-16\",\"2026-11-17\",\"2026-11-18\"]");
        assertThat(admin.get("/api/v1/backfills").json().path("items").size()).isZero();

        Client.Answer begun = admin.post("/api/v1/backfills", "three-days", THREE_DAYS);
        assertThat(begun.status()).isEqualTo(202);
        String place = begun.location().orElseThrow();
        assertThat(place)
                .isEqualTo(
                        "/api/v1/backfills/" + begun.json().path("backfillId").stringValue());
        JsonNode done = until(place, Set.of("DONE", "FAILED", "STOPPED"));

        assertThat(days(done)).containsExactly("2026-11-16 PUBLISHED", "2026-11-17 PUBLISHED", "2026-11-18 PUBLISHED");
        assertThat(done.path("request").path("requestedBy").stringValue()).isEqualTo("admin");
        assertThat(admin.post("/api/v1/backfills", "three-days", THREE_DAYS).location())
                .hasValue(place);
        assertThat(admin.post("/api/v1/backfills", "three-days", THREE_DAYS.replace("16", "15"))
                        .status())
                .isEqualTo(422);
        assertThat(admin.call("POST", place + "/stop").status()).isEqualTo(409);
        assertThat(runs()).hasSize(3);
    }

    @Test
    void aSecondOneIsRefusedWhileOneIsAtWorkAndOneThatWasStoppedGoesOnWhenAskedForAgain() throws Exception {
        String place;
        try (Connection locker = PostgreSql.connect(house.url());
                Statement statement = locker.createStatement()) {
            locker.setAutoCommit(false);
            statement.execute("lock table orders in access exclusive mode");
            Client.Answer begun = admin.post("/api/v1/backfills", "one", THREE_DAYS);
            place = begun.location().orElseThrow();
            String id = begun.json().path("backfillId").stringValue();
            String run = runOf(id);
            Client.Answer second = admin.post("/api/v1/backfills", "two", THREE_DAYS);
            Client.Answer other = admin.post("/api/v1/backfills", "three", THREE_DAYS.replace("16", "15"));

            assertThat(List.of(second.status(), other.status())).containsExactly(409, 409);
            assertThat(second.contentType()).isEqualTo("application/problem+json");
            assertThat(second.json().path("backfillId").stringValue()).isEqualTo(id);
            assertThat(admin.call("POST", place + "/stop").status()).isEqualTo(202);
            locker.rollback();

            JsonNode stopped = until(place, Set.of("STOPPED"));
            assertThat(stopped.path("stopRequestedBy").stringValue()).isEqualTo("admin");
            assertThat(days(stopped)).containsExactly("2026-11-16 OPEN", "2026-11-17 OPEN", "2026-11-18 OPEN");
            assertThat(until("/api/v1/runs/" + run, Set.of("STOPPED"))
                            .path("stopRequestedBy")
                            .stringValue())
                    .isEqualTo("admin");
        }
        server.close();
        serve();
        assertThat(admin.get(place).json().path("status").stringValue()).isEqualTo("STOPPED");

        Client.Answer again = admin.post("/api/v1/backfills", "four", THREE_DAYS);

        assertThat(again.location()).hasValue(place);
        assertThat(days(until(place, Set.of("DONE", "FAILED"))))
                .containsExactly("2026-11-16 PUBLISHED", "2026-11-17 PUBLISHED", "2026-11-18 PUBLISHED");
    }

    @Test
    void oneThatTheEndOfItsServerCutOffGoesOnByItselfWhenTheServerStartsAgain() throws Exception {
        String place;
        try (Connection locker = PostgreSql.connect(house.url());
                Statement statement = locker.createStatement()) {
            Client.Answer begun = admin.post("/api/v1/backfills", "one", THREE_DAYS);
            place = begun.location().orElseThrow();
            while (runs().stream().noneMatch("2026-11-16 PUBLISHED"::equals)) {
                Thread.onSpinWait();
            }
            locker.setAutoCommit(false);
            statement.execute("lock table orders in access exclusive mode");
            server.close();
            locker.rollback();
        }

        serve();
        JsonNode done = until(place, Set.of("DONE", "FAILED", "STOPPED"));

        assertThat(days(done)).containsExactly("2026-11-16 PUBLISHED", "2026-11-17 PUBLISHED", "2026-11-18 PUBLISHED");
        assertThat(runs()).filteredOn(run -> run.endsWith("PUBLISHED")).hasSize(3);
    }
}

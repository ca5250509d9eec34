package io.clientele.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.nightly.OpenHouse;
import io.clientele.web.tell.LineageSettings;
import io.clientele.web.tell.NoticeSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much one may ask for, of a server as it is shipped. */
class LimitsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Server server;

    @SuppressWarnings("NullAway.Init")
    private Client admin;

    @BeforeEach
    void serve() throws Exception {
        OpenHouse house = OpenHouse.in(folder);
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

    private Client operator() {
        String body = "{\"name\": \"otto\", \"role\": \"OPERATOR\"}";
        return new Client(
                server.port(),
                admin.post("/api/v1/tokens", "unused", body)
                        .json()
                        .path("token")
                        .stringValue());
    }

    @Test
    void ofElevenTriggersWithinAMinuteTheLastIsRefusedAndOtherTokensAreNot() {
        Client operator = operator();
        List<String> triggers = List.of(
                "/api/v1/runs",
                "/api/v1/backfills",
                "/api/v1/marts/rollback",
                "/api/v1/marts/versions/20261120-r0-000000000000/verify",
                "/api/v1/runs");
        for (int time = 0; time < 10; time++) {
            assertThat(operator.call("POST", triggers.get(time % triggers.size()))
                            .status())
                    .isBetween(404, 422);
        }

        for (String trigger : triggers) {
            Client.Answer refused = operator.call("POST", trigger);
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.contentType()).isEqualTo("application/problem+json");
            assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
        }
        assertThat(operator.call("POST", "/api/v1/runs/x/stop").status()).isEqualTo(404);
        assertThat(operator.get("/api/v1/runs").status()).isEqualTo(200);
        assertThat(admin.call("POST", "/api/v1/runs").status()).isEqualTo(422);
    }

    @Test
    void afterTenUnknownTokensAnAddressIsNotListenedToWhateverTokenItComesWith() {
        Client guesser = new Client(server.port(), "clt_guess");
        for (int time = 0; time < 10; time++) {
            assertThat(guesser.get("/api/v1/runs").status()).isEqualTo(401);
        }

        Client.Answer eleventh = guesser.get("/api/v1/runs");
        assertThat(eleventh.status()).isEqualTo(429);
        assertThat(Integer.parseInt(eleventh.header("Retry-After"))).isBetween(1, 60);
        assertThat(admin.get("/api/v1/runs").status()).isEqualTo(429);
        assertThat(new Client(server.port(), null)
                        .get("/actuator/health/liveness")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void everyListGivesAtMost500() {
        for (String list : List.of("/api/v1/runs", "/api/v1/backfills", "/api/v1/marts/versions", "/api/v1/audit")) {
            assertThat(admin.get(list + "?limit=500").status()).as(list).isEqualTo(200);
            for (String wrong : List.of("limit=501", "limit=0", "limit=-1", "limit=2147483647", "offset=-1")) {
                assertThat(admin.get(list + "?" + wrong).status())
                        .as(list + "?" + wrong)
                        .isEqualTo(422);
            }
            assertThat(admin.get(list + "?limit=1&offset=2147483647").status()).isEqualTo(200);
        }
    }

    @Test
    void aBackfillOf366DatesIsPlannedAndOneOf367IsRefused() {
        String to366 = "{\"from\": \"2025-11-20\", \"to\": \"2026-11-20\", \"dryRun\": true}";
        String to367 = "{\"from\": \"2025-11-20\", \"to\": \"2026-11-21\", \"dryRun\": true}";

        assertThat(admin.post("/api/v1/backfills", "one", to366)
                        .json()
                        .path("dates")
                        .size())
                .isEqualTo(366);
        Client.Answer refused = admin.post("/api/v1/backfills", "two", to367);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("detail").stringValue())
                .isEqualTo("Cannot backfill: from 2025-11-20 to 2026-11-21 are 367 dates, and at most 366 may be");
    }
}

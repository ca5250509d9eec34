package io.clientele.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.nightly.OpenHouse;
import io.clientele.servers.PostgreSql;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Secrets of every kind go into a server and into commands beside it, whose nights end well, at a source that lets nobody in, at a source
 * that betrays them, and at a gate; then every byte that is left, told or answered is looked at.
 */
@Timeout(600)
class CanaryTest {

    private static final String WRONG = "canary-wrong-password-51c8";
    private static final String WEBHOOK = "canary-webhook-secret-83d2";
    private static final String MAIL = "canary-mail-password-77ab";
    private static final String LINEAGE = "canary-lineage-key-19fe";
    private static final String METADATA = "canary-metadata-password-0a4d";

    /** What is no secret, and is found wherever secrets are looked for. */
    private static final String NEEDLE = "needle-in-a-note";

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "CLIENTELE_TEST_PASSWORD", PostgreSql.PASSWORD,
            "CLIENTELE_WRONG_PASSWORD", WRONG,
            "CLIENTELE_WEBHOOK_SECRET", WEBHOOK,
            "CLIENTELE_MAIL_PASSWORD", MAIL,
            "CLIENTELE_LINEAGE_KEY", LINEAGE,
            "CLIENTELE_METADATA_PASSWORD", METADATA);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path configuration;

    @SuppressWarnings("NullAway.Init")
    private String metadata;

    @BeforeEach
    void furnish() throws Exception {
        configuration = OpenHouse.configuration(folder);
        replace("jobs/nightly.yaml", "0 0 2 * * ?", "0 0 2 1 1 ? 2099");
        String orders = "jdbc:postgresql://127.0.0.1:" + PostgreSql.port() + "/three_orders";
        try (Connection source = PostgreSql.connect(orders);
                Statement statement = source.createStatement()) {
            statement.execute("update orders set note = '" + NEEDLE + "' where order_id = 'O2'");
            statement.execute(
                    "create function betray() returns text language plpgsql as 'begin raise exception ''you are "
                            + PostgreSql.PASSWORD + "''; end'");
        }
        metadata = PostgreSql.database("canaries");
        try (Connection server = PostgreSql.connect(metadata);
                Statement statement = server.createStatement()) {
            statement.execute("create role keeper login password '" + METADATA + "'");
            statement.execute("alter database canaries owner to keeper");
            admit(statement);
        }
    }

    /** Lets the keeper in by its password only. */
    private static void admit(Statement statement) throws SQLException, IOException {
        try (ResultSet file = statement.executeQuery("show hba_file")) {
            file.next();
            Path rules = Path.of(file.getString(1));
            Files.writeString(rules, "host all keeper 127.0.0.1/32 scram-sha-256\n" + Files.readString(rules));
        }
        statement.execute("select pg_reload_conf()");
    }

    private void replace(String file, String before, String after) throws IOException {
        OpenHouse.replace(folder.resolve(file), before, after);
    }

    private void configure(MailServer mail, Receiver webhook, Receiver lineage) throws IOException {
        Files.writeString(
                configuration,
                """
                spring:
                  datasource:
                    url: %s
                    username: keeper
                    password: ${CLIENTELE_METADATA_PASSWORD}
                  mail:
                    host: 127.0.0.1
                    port: %d
                    username: nights
                    password: ${CLIENTELE_MAIL_PASSWORD}
                    properties:
                      "[mail.smtp.auth]": "true"
                serve:
                  notices:
                    mail-to: [nights@example.com]
                    webhook: %s
                    webhook-secret: ${CLIENTELE_WEBHOOK_SECRET}
                    own-network: true
                  lineage:
                    url: %s
                    api-key: ${CLIENTELE_LINEAGE_KEY}
                    own-network: true
                """.formatted(metadata, mail.port(), webhook.address("http"), lineage.address("http")),
                StandardOpenOption.APPEND);
    }

    private Command command() {
        return new Command(folder, configuration, ENVIRONMENT);
    }

    @Test
    void noSecretIsWrittenToldOrAnsweredAnywhere() throws Exception {
        Places places = new Places();
        Map<String, String> ends = new LinkedHashMap<>();
        String token;
        String runId;
        try (MailServer mail = new MailServer();
                Receiver webhook = new Receiver();
                Receiver lineage = new Receiver()) {
            configure(mail, webhook, lineage);
            Process server = command().of("serve.err", "serve").start();
            try (BufferedReader out = server.inputReader(StandardCharsets.UTF_8)) {
                Matcher told = Pattern.compile("Serving on port (\\d+)\\. The administrator's token: (.*)")
                        .matcher(String.valueOf(out.readLine()));
                assertThat(told.matches())
                        .as(Files.readString(folder.resolve("serve.err")))
                        .isTrue();
                token = Files.readString(Path.of(told.group(2))).strip();
                Client admin = new Client(Integer.parseInt(told.group(1)), token);
                runId = nights(admin, ends);
                while (mail.received().size() < 7
                        || webhook.posted().size() < 7
                        || lineage.posted().size() < 14) {
                    assertThat(admin.get("/actuator/health/liveness").status()).isEqualTo(200);
                }
                ask(admin, runId, places);
            } finally {
                server.destroy();
                server.waitFor();
            }
            mail.received().forEach(text -> places.add("mails", MailServer.shown(text)));
            webhook.posted().forEach(each -> places.add("webhook", each.headers() + each.body()));
            lineage.posted().forEach(each -> places.add("lineage receiver", each.body()));
            assertThat(mail.credentials())
                    .contains(Base64.getEncoder()
                            .encodeToString(("nights\0nights\0" + MAIL).getBytes(StandardCharsets.UTF_8)));
            assertThat(lineage.posted())
                    .allSatisfy(each -> assertThat(each.header("Authorization")).isEqualTo("Bearer " + LINEAGE));
        }
        assertThat(ends)
                .containsExactly(
                        Map.entry("2026-11-20", "PUBLISHED"),
                        Map.entry("2026-11-21", "0"),
                        Map.entry("2026-11-22", "FAILED"),
                        Map.entry("2026-11-23", "2"),
                        Map.entry("2026-11-24", "FAILED"),
                        Map.entry("2026-11-25", "REFUSED"),
                        Map.entry("2026-11-26", "3"));
        places.addFiles(folder);
        try (Connection keeper = PostgreSql.connect(metadata)) {
            places.addTables("the metadata", keeper);
        }
        System.out.println(places.count() + " places searched for 7 secrets");

        assertThatTheSearchFindsWhatIsThere(places, runId);
        for (String secret : List.of(PostgreSql.PASSWORD, WRONG, WEBHOOK, MAIL, LINEAGE, METADATA)) {
            assertThat(places.having(secret)).as(secret).isEmpty();
        }
        assertThat(places.having(token)).containsExactly("file data/state/admin.token");
    }

    /** @return the name of the night that went well */
    private String nights(Client admin, Map<String, String> ends) throws Exception {
        String runId = begin(admin, "2026-11-20", ends);
        ends.put("2026-11-21", String.valueOf(command().run("2026-11-21")));
        replace("sources/erp.yaml", "CLIENTELE_TEST_PASSWORD", "CLIENTELE_WRONG_PASSWORD");
        begin(admin, "2026-11-22", ends);
        ends.put("2026-11-23", String.valueOf(command().run("2026-11-23")));
        replace("sources/erp.yaml", "CLIENTELE_WRONG_PASSWORD", "CLIENTELE_TEST_PASSWORD");
        replace("sources/erp/orders.sql", "note", "betray() as note");
        begin(admin, "2026-11-24", ends);
        replace("sources/erp/orders.sql", "betray() as note", "note");
        Files.writeString(
                folder.resolve("jobs/models/marts/customers_v1.yaml"),
                "checks:\n  - must: order_count > 100\n    because: a customer without a hundred orders is none\n",
                StandardOpenOption.APPEND);
        begin(admin, "2026-11-25", ends);
        ends.put("2026-11-26", String.valueOf(command().run("2026-11-26")));
        return runId;
    }

    private static String begin(Client admin, String businessDate, Map<String, String> ends) {
        JsonNode run = admin.night(businessDate);
        ends.put(businessDate, run.path("status").stringValue());
        return run.path("runId").stringValue();
    }

    private static void ask(Client admin, String runId, Places places) {
        List<String> paths = new ArrayList<>(List.of(
                "/api/v1/runs",
                "/api/v1/plan",
                "/api/v1/schedule",
                "/api/v1/backfills",
                "/api/v1/marts",
                "/api/v1/quality",
                "/api/v1/tokens",
                "/api/v1/openapi",
                "/api/v1/nothing",
                "/actuator/health",
                "/actuator/health/freshness",
                "/actuator/prometheus"));
        admin.get("/api/v1/runs")
                .json()
                .path("items")
                .forEach(run -> paths.addAll(List.of(
                        "/api/v1/runs/" + run.path("runId").stringValue(),
                        "/api/v1/runs/" + run.path("runId").stringValue() + "/log")));
        for (String path : paths) {
            places.add("answer of " + path.replace(runId, "RUN"), text(admin.get(path)));
        }
        places.add("answer to a stranger", text(new Client(admin.port(), WRONG).get("/api/v1/runs")));
    }

    private static String text(Client.Answer answer) {
        return answer.status() + new String(answer.bytes(), StandardCharsets.UTF_8);
    }

    /** One run has one name in logs, metadata, events, notices and answers; and rows are looked at where bytes are packed. */
    private static void assertThatTheSearchFindsWhatIsThere(Places places, String runId) {
        assertThat(places.having(runId))
                .contains(
                        "file data/state/clientele.log",
                        "file data/state/runs/" + runId + ".log",
                        "file data/state/lineage/" + runId + ".jsonl",
                        "table \"public\".\"clientele_runs\" of the metadata",
                        "table \"clientele_server\".\"notices\" of the metadata",
                        "mails",
                        "webhook",
                        "lineage receiver",
                        "answer of /api/v1/runs",
                        "answer of /api/v1/runs/RUN");
        assertThat(places.having("] " + runId + " "))
                .as("lines of the log that name their run")
                .containsExactly("file data/state/clientele.log");
        assertThat(places.having(NEEDLE))
                .anyMatch(place -> place.matches("rows of file data/marts/versions/.*/customers_v1\\.parquet"))
                .anyMatch(place -> place.matches("rows of file data/landing/.*\\.parquet"))
                .anyMatch(place -> place.matches("table .*orders\" of file data/work/.*/night\\.duckdb"));
        assertThat(places.having("password authentication failed"))
                .contains("mails", "webhook", "file run-2026-11-23.err");
        assertThat(places.having("you are ***")).isNotEmpty();
        assertThat(places.having("clientele_last_run_asked_seconds")).contains("answer of /actuator/prometheus");
    }
}

package io.clientele.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.nightly.OpenHouse;
import io.clientele.servers.PostgreSql;
import io.clientele.web.tell.LineageSettings;
import io.clientele.web.tell.NoticeSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A person stands in the orders. Nights end well, and at errors whose own words quote the person; then every byte is looked at. */
@Timeout(300)
class CanaryPersonTest {

    private static final String PERSON = "Canary Personova";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private void replace(String file, String before, String after) throws IOException {
        OpenHouse.replace(folder.resolve(file), before, after);
    }

    /** The note names somebody, and the mart is without it. */
    private void furnish() throws Exception {
        replace("jobs/nightly.yaml", "0 0 2 * * ?", "0 0 2 1 1 ? 2099");
        for (String contract : List.of("landing", "staged")) {
            replace("jobs/models/" + contract + "/orders.yaml", "says: Anything.", "pii: direct, says: Anything.");
        }
        replace("jobs/models/marts/customers_v1.sql", "    max(note) as note,\n", "");
        replace(
                "jobs/models/marts/customers_v1.yaml",
                "  note: {type: varchar, nullable: true, says: The greatest., label_en: Note, label_zh: 备注}\n",
                "");
    }

    @Test
    void aPersonIsInWhatWasReadAndInNothingThatIsToldAlsoWhereANightFails() throws Exception {
        OpenHouse house = OpenHouse.in(folder);
        furnish();
        name(house.url());
        Places places = new Places();
        Map<String, String> ends = new LinkedHashMap<>();
        try (MailServer mail = new MailServer();
                Receiver webhook = new Receiver();
                Receiver lineage = new Receiver()) {
            NoticeSettings notices = new NoticeSettings(
                    List.of("nights@example.com"), "clientele@example.com", webhook.address("http"), "a secret", true);
            LineageSettings events = new LineageSettings(lineage.address("http"), null, true);
            try (Server server = Server.start(
                    house.settings(),
                    new ServeSettings(List.of(), false, notices, events),
                    "server.port=0",
                    "serve.wakings=* * * * * ?",
                    "spring.mail.host=127.0.0.1",
                    "spring.mail.port=" + mail.port())) {
                Client admin = new Client(
                        server.port(),
                        Files.readString(Server.tokenFile(house.settings())).strip());
                nights(admin, ends, places);
                while (mail.received().size() < ends.size()
                        || webhook.posted().size() < ends.size()
                        || lineage.posted().size() < 2 * ends.size()) {
                    Thread.onSpinWait();
                }
            }
            mail.received().forEach(text -> places.add("mails", MailServer.shown(text)));
            webhook.posted().forEach(each -> places.add("webhook", each.body()));
            lineage.posted().forEach(each -> places.add("lineage receiver", each.body()));
        }
        places.addFiles(folder.resolve("data"));
        places.addTables(
                "the metadata",
                "jdbc:h2:" + folder.resolve("data/state/metadata").toAbsolutePath());
        System.out.println(places.count() + " places searched for a person: " + ends);
        assertThat(ends)
                .containsExactly(
                        Map.entry("2026-11-20", "PUBLISHED"),
                        Map.entry("2026-11-21", "REFUSED"),
                        Map.entry("2026-11-22", "REFUSED"),
                        Map.entry("2026-11-23", "FAILED"),
                        Map.entry("2026-11-24", "REFUSED"));
        assertThat(places.having(PERSON))
                .contains("rows of file landing/erp/quarantine/2026-11-22-r0/orders.parquet")
                .allMatch(place -> place.matches(".*file (landing|work)/.*"));
        assertThat(places.having("Could not convert string 'C"))
                .contains(
                        "mails", "webhook", "lineage receiver", "table \"PUBLIC\".\"CLIENTELE_RUNS\" of the metadata");
        assertThat(places.having("invalid input syntax for type integer: \"C… (16)\""))
                .isNotEmpty();
    }

    private void nights(Client admin, Map<String, String> ends, Places places) throws Exception {
        night(admin, "2026-11-20", ends, places);
        String query = "sources/erp/orders.sql";
        replace(query, "amount", "cast(note as integer) as amount");
        night(admin, "2026-11-21", ends, places);
        replace(query, "cast(note as integer) as amount", "note as amount");
        night(admin, "2026-11-22", ends, places);
        replace(query, "note as amount", "amount");
        String model = "jobs/models/marts/customers_v1.sql";
        replace(model, "count(*) as order_count", "cast(max(note) as bigint) as order_count");
        night(admin, "2026-11-23", ends, places);
        replace(model, "cast(max(note) as bigint) as order_count", "count(*) as order_count");
        Files.writeString(
                folder.resolve("jobs/models/staged/orders.yaml"),
                "checks:\n  - must: note is null\n    because: orders name nobody\n",
                StandardOpenOption.APPEND);
        night(admin, "2026-11-24", ends, places);
    }

    private static void night(Client admin, String businessDate, Map<String, String> ends, Places places) {
        JsonNode run = admin.night(businessDate);
        ends.put(businessDate, run.path("status").stringValue());
        places.add("answer of a run", run.toString());
        String runPath = "/api/v1/runs/" + run.path("runId").stringValue();
        for (String path : List.of(runPath + "/log", "/api/v1/quality", "/actuator/prometheus")) {
            places.add("answer of " + path, new String(admin.get(path).bytes(), StandardCharsets.UTF_8));
        }
    }

    /** On the terminal, in the program's log and with their causes: the errors of commands are looked at with all that they leave. */
    @Test
    void noCommandTellsAPersonAlsoWhereANightFails() throws Exception {
        Command command = new Command(folder, OpenHouse.configuration(folder), Map.of());
        furnish();
        name("jdbc:postgresql://127.0.0.1:" + PostgreSql.port() + "/three_orders");
        String query = "sources/erp/orders.sql";
        String model = "jobs/models/marts/customers_v1.sql";
        int published = command.run("2026-11-20");
        replace(query, "amount", "cast(note as integer) as amount");
        int unread = command.run("2026-11-21");
        replace(query, "cast(note as integer) as amount", "amount");
        replace(model, "count(*) as order_count", "cast(max(note) as bigint) as order_count");
        int failed = command.run("2026-11-22");
        assertThat(List.of(published, unread, failed)).containsExactly(0, 3, 1);
        Places places = new Places();
        places.addFiles(folder);
        assertThat(places.having(PERSON))
                .isNotEmpty()
                .allMatch(place -> place.matches(".*file data/(landing|work)/.*"));
        // What the terminal makes of the three dots is its own affair.
        assertThat(Files.readString(folder.resolve("run-2026-11-21.err")))
                .containsPattern("invalid input syntax for type integer: \"C\\S+ \\(16\\)\"");
        assertThat(Files.readString(folder.resolve("run-2026-11-22.err")))
                .containsPattern("Could not convert string 'C\\S+ \\(16\\)'");
    }

    private static void name(String url) throws SQLException {
        try (Connection source = PostgreSql.connect(url);
                Statement statement = source.createStatement()) {
            statement.execute("update orders set note = '" + PERSON + "'");
        }
    }
}

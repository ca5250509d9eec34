package io.clientele.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.nightly.OpenHouse;
import io.clientele.nightly.RunFilter;
import io.clientele.nightly.RunLauncher;
import io.clientele.nightly.RunRecord;
import io.clientele.nightly.RunRequest;
import io.clientele.nightly.StepListener;
import io.clientele.schedule.Chore;
import io.clientele.web.tell.LineageSettings;
import io.clientele.web.tell.NoticeSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a server tells by itself after a night that was published and one that was refused. */
class TellingTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static OpenHouse house;

    @SuppressWarnings("NullAway.Init")
    private static Server server;

    @SuppressWarnings("NullAway.Init")
    private static Client admin;

    @BeforeAll
    static void serveTwoNights() throws Exception {
        house = OpenHouse.in(folder);
        server = Server.start(
                house.settings(),
                new ServeSettings(List.of(), false, NoticeSettings.NOBODY, LineageSettings.FILES),
                "server.port=0",
                "serve.wakings=0 0 0 1 1 ? 2099");
        RunLauncher launcher = server.context().getBean(RunLauncher.class);
        launcher.run(request("2026-11-20"), StepListener.UNHEARD);
        server.context().getBeansOfType(Chore.class).values().forEach(Chore::run);
        launcher.run(request("2026-11-20"), StepListener.UNHEARD);
        server.context().getBeansOfType(Chore.class).values().forEach(Chore::run);
        server.context().getBeansOfType(Chore.class).values().forEach(Chore::run);
        admin = new Client(
                server.port(),
                Files.readString(Server.tokenFile(house.settings())).strip());
    }

    private static RunRequest request(String businessDate) {
        return new RunRequest(LocalDate.parse(businessDate), false, "cli", null);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static List<String> metrics() {
        return new String(admin.get("/actuator/prometheus").bytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    private static double metric(String start) {
        return metrics().stream()
                .filter(line -> line.startsWith(start))
                .map(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(Double.NaN);
    }

    @Test
    void metricsSayHowOldEachMartIsAndHowRunsEnded() {
        assertThat(metric("clientele_last_success_age_seconds{application=\"clientele\",mart=\"customers_v1\"}"))
                .isBetween(0.0, 300.0);
        assertThat(metric("clientele_mart_rows{application=\"clientele\",mart=\"customers_v1\"}"))
                .isEqualTo(2.0);
        assertThat(metric("clientele_runs_total{application=\"clientele\",status=\"published\",trigger=\"cli\"}"))
                .isEqualTo(1.0);
        assertThat(metric("clientele_runs_total{application=\"clientele\",status=\"unchanged\",trigger=\"cli\"}"))
                .isEqualTo(1.0);
        assertThat(metric("clientele_gates_checks{application=\"clientele\",verdict=\"stop\"}"))
                .isZero();
        assertThat(metric("clientele_nights_missing{")).isEqualTo(1.0);
        assertThat(metric("clientele_schedule_lag_seconds{")).isPositive();
        assertThat(metric("clientele_spill_bytes{")).isZero();
        assertThat(metric("disk_free_bytes{")).isGreaterThan(1e6);
    }

    @Test
    void theLastRunAloneIsNamedByAMetric() {
        RunRecord last = server.context()
                .getBean(RunLauncher.class)
                .list(RunFilter.last(1))
                .get(0);

        assertThat(metrics().stream().filter(line -> line.startsWith("clientele_last_run_asked_seconds{")))
                .singleElement()
                .asString()
                .contains("run=\"" + last.runId() + "\"", "status=\"unchanged\"");
    }

    @Test
    void theMarksOfFreshnessAreThoseOfTheScheduleWhoseDeadlineIsNotSet() {
        assertThat(admin.get("/actuator/health/freshness").status()).isEqualTo(200);
        assertThat(admin.get("/actuator/health").status()).isEqualTo(200);
    }

    @Test
    void eachRunHasOneStartAndOneEndInOpenLineageAlsoAfterItWasToldTwice() throws IOException {
        List<List<JsonNode>> runs = lineage();

        assertThat(runs).hasSize(2).allSatisfy(events -> {
            assertThat(events.stream().map(event -> event.path("eventType").stringValue()))
                    .containsExactly("START", "COMPLETE");
            assertThat(events.stream()
                            .map(event -> event.path("run").path("runId").stringValue())
                            .distinct())
                    .hasSize(1);
            assertThat(events).allSatisfy(event -> {
                assertThat(event.path("eventTime").stringValue()).endsWith("Z");
                assertThat(event.path("schemaURL").stringValue())
                        .isEqualTo("https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent");
                assertThat(event.path("job").path("name").stringValue()).isEqualTo("nightly");
            });
        });
    }

    @Test
    void theEndNamesTheTablesThatWereTakenInAndTheMartsWithTheirRows() throws IOException {
        JsonNode end = lineage().get(0).get(1);
        JsonNode mart = end.path("outputs").path(0);

        assertThat(end.path("inputs").path(0).path("name").stringValue()).isEqualTo("landing.orders");
        assertThat(mart.path("name").stringValue()).isEqualTo("marts.customers_v1");
        assertThat(mart.path("facets").path("schema").path("fields").size()).isEqualTo(5);
        assertThat(mart.path("outputFacets")
                        .path("outputStatistics")
                        .path("rowCount")
                        .intValue())
                .isEqualTo(2);
    }

    @Test
    void eachColumnOfTheMartNamesTheColumnsThatItComesFromAndHow() throws IOException {
        JsonNode facet =
                lineage().get(0).get(1).path("outputs").path(0).path("facets").path("columnLineage");

        assertThat(facet.path("_schemaURL").stringValue())
                .isEqualTo("https://openlineage.io/spec/facets/1-2-0/ColumnLineageDatasetFacet.json");
        assertThat(facet.path("fields").propertyNames())
                .containsExactly("customer", "order_count", "amount", "note", "digest");
        assertThat(origins(facet.path("fields").path("customer").path("inputFields")))
                .containsExactly("landing.orders.customer DIRECT IDENTITY");
        assertThat(origins(facet.path("fields").path("order_count").path("inputFields")))
                .containsExactly("landing.orders.order_id DIRECT AGGREGATION");
        assertThat(origins(facet.path("fields").path("amount").path("inputFields")))
                .containsExactly("landing.orders.amount DIRECT AGGREGATION");
        assertThat(origins(facet.path("fields").path("digest").path("inputFields")))
                .hasSize(6);
        assertThat(origins(facet.path("dataset"))).containsExactly("landing.orders.customer INDIRECT GROUP_BY");
        assertThat(facet.has("clientele_unresolved")).isFalse();
    }

    private static List<String> origins(JsonNode inputFields) {
        return StreamSupport.stream(inputFields.spliterator(), false)
                .map(field -> field.path("name").stringValue() + "."
                        + field.path("field").stringValue() + " "
                        + field.path("transformations").path(0).path("type").stringValue() + " "
                        + field.path("transformations").path(0).path("subtype").stringValue())
                .toList();
    }

    private static List<List<JsonNode>> lineage() throws IOException {
        try (Stream<Path> files = Files.list(house.settings().state().resolve("lineage"))) {
            return files.sorted().map(TellingTest::events).toList();
        }
    }

    private static List<JsonNode> events(Path file) {
        try {
            return Files.readAllLines(file).stream().map(JSON::readTree).toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

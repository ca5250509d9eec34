package io.clientele.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.model.Refusal;
import io.clientele.nightly.Actor;
import io.clientele.nightly.OpenHouse;
import io.clientele.nightly.RunFilter;
import io.clientele.nightly.RunLauncher;
import io.clientele.nightly.RunRecord;
import io.clientele.nightly.RunRequest;
import io.clientele.nightly.RunStatus;
import io.clientele.nightly.StepListener;
import io.clientele.schedule.Chore;
import io.clientele.web.tell.LineageSettings;
import io.clientele.web.tell.NoticeSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The one START and the one end of runs of every kind, in their files and at a receiver. */
@Timeout(300)
class LineageTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String MART = "marts.customers_v1";
    private static final String KEY = "what only the receiver knows";
    private static final int KILLED = 137;

    /** Runs a night in a process of its own, which dies at the mart as it would by a signal that nobody can catch. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] arguments) {
            try (RunLauncher launcher = RunLauncher.open(OpenHouse.at(Path.of(arguments[0])))) {
                launcher.run(request("2026-11-23"), new AtTheMart(() -> Runtime.getRuntime()
                        .halt(KILLED)));
            }
        }
    }

    /** Does something when the mart begins. */
    private record AtTheMart(Runnable work) implements StepListener {

        @Override
        public void stepBegins(String step) {
            if (step.equals(MART)) {
                work.run();
            }
        }

        @Override
        public void nightBegins(String night, int stepCount) {}

        @Override
        public void stepEnds(String step, Duration took, String said) {}

        @Override
        public void stepKept(String step) {}

        @Override
        public void stepFails(String step, Duration took) {}

        @Override
        public void nightEnds() {}
    }

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private OpenHouse house;

    @BeforeEach
    void furnish() throws Exception {
        house = OpenHouse.in(folder);
    }

    private static RunRequest request(String businessDate) {
        return new RunRequest(LocalDate.parse(businessDate), false, "test", null);
    }

    private Server serve(LineageSettings lineage) {
        return Server.start(
                house.settings(),
                new ServeSettings(List.of(), false, NoticeSettings.NOBODY, lineage),
                "server.port=0",
                "serve.wakings=0 0 0 1 1 ? 2099");
    }

    private static LineageSettings to(URI url, @Nullable String apiKey) {
        return new LineageSettings(url, apiKey, true);
    }

    private static RunLauncher launcher(Server server) {
        return server.context().getBean(RunLauncher.class);
    }

    private static void minute(Server server) {
        server.context().getBeansOfType(Chore.class).values().forEach(Chore::run);
    }

    private static List<String> rows(Server server, String query) {
        return server.context()
                .getBean(JdbcClient.class)
                .sql(query)
                .query(String.class)
                .list();
    }

    /** The events of the run of a date, from its file. */
    private List<JsonNode> events(Server server, String businessDate) throws IOException {
        RunRecord run = launcher(server)
                .list(new RunFilter(LocalDate.parse(businessDate), null, null, 10, 0))
                .get(0);
        return Files.readAllLines(house.settings().state().resolve("lineage").resolve(run.runId() + ".jsonl")).stream()
                .map(JSON::readTree)
                .toList();
    }

    private static List<String> types(List<JsonNode> events) {
        return events.stream()
                .map(event -> event.path("eventType").stringValue())
                .toList();
    }

    @Test
    void aRunThatIsPublishedRefusedStoppedOrKilledHasOneStartAndOneEndOfItsKind() throws Exception {
        List<String> posted = new ArrayList<>();
        try (Receiver receiver = new Receiver()) {
            try (Server server = serve(to(receiver.address("http"), null))) {
                minute(server);
                launcher(server).run(request("2026-11-20"), StepListener.UNHEARD);
                String contract = demandHundredOrders();
                assertThatThrownBy(() -> launcher(server).run(request("2026-11-21"), StepListener.UNHEARD))
                        .isInstanceOf(Refusal.class);
                Files.writeString(contract(), contract);
                stopAtTheMart(launcher(server), "2026-11-22");
                assertThat(kill()).isEqualTo(KILLED);
                minute(server);
                assertThat(types(events(server, "2026-11-23"))).containsExactly("START");
            }
            try (Server server = serve(to(receiver.address("http"), null))) {
                minute(server);
                minute(server);

                assertThat(types(events(server, "2026-11-20"))).containsExactly("START", "COMPLETE");
                assertThat(types(events(server, "2026-11-21"))).containsExactly("START", "FAIL");
                assertThat(types(events(server, "2026-11-22"))).containsExactly("START", "ABORT");
                assertThat(types(events(server, "2026-11-23"))).containsExactly("START", "ABORT");
                assertThat(message(events(server, "2026-11-21").get(1)))
                        .startsWith("Cannot publish 2026-11-21")
                        .contains("a customer without a hundred orders is none");
                assertThat(message(events(server, "2026-11-23").get(1))).isEqualTo("Its process died.");
                assertThat(events(server, "2026-11-21").get(1).path("outputs")).isEmpty();
            }
            receiver.posted().forEach(each -> posted.add(each.body()));
        }
        List<JsonNode> events = posted.stream().map(JSON::readTree).toList();
        assertThat(events).hasSize(8).allSatisfy(OpenLineageSchema::assertValid);
        assertThat(events.stream()
                        .map(event -> event.path("run").path("runId").stringValue() + " "
                                + event.path("eventType").stringValue()))
                .doesNotHaveDuplicates();
    }

    private static String message(JsonNode event) {
        return event.path("run")
                .path("facets")
                .path("errorMessage")
                .path("message")
                .stringValue();
    }

    private Path contract() {
        return house.settings().jobs().resolve("models/marts/customers_v1.yaml");
    }

    /** @return what the contract said before */
    private String demandHundredOrders() throws IOException {
        String contract = Files.readString(contract());
        Files.writeString(
                contract(),
                contract + "checks:\n  - must: order_count > 100\n"
                        + "    because: a customer without a hundred orders is none\n");
        return contract;
    }

    private static void stopAtTheMart(RunLauncher launcher, String businessDate) {
        AtTheMart stopping = new AtTheMart(() -> launcher.list(RunFilter.last(1))
                .forEach(run -> launcher.stop(run.runId(), new Actor("a tester", "test", null))));

        assertThatThrownBy(() -> launcher.run(request(businessDate), stopping))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.STOPPED));
    }

    private int kill() throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Victim.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("victim.txt").toFile())
                .start()
                .waitFor();
    }

    @Test
    void aReceiverThatIsDownGetsBothEventsInTheirOrderOnceItIsUpAndTheRunDoesNotWaitForIt() throws Exception {
        try (Receiver receiver = new Receiver();
                Server server = serve(to(receiver.address("http"), KEY))) {
            receiver.answers(503);
            minute(server);
            launcher(server).run(request("2026-11-20"), StepListener.UNHEARD);
            minute(server);
            minute(server);
            assertThat(receiver.posted()).hasSize(1);
            receiver.answers(429);
            due(server);
            minute(server);
            assertThat(receiver.posted()).hasSize(2);
            receiver.answers(201);
            due(server);
            minute(server);
            minute(server);

            assertThat(types(receiver.posted().stream()
                            .map(each -> JSON.readTree(each.body()))
                            .toList()))
                    .containsExactly("START", "START", "START", "COMPLETE");
            assertThat(receiver.posted())
                    .allSatisfy(each -> assertThat(each.header("Authorization")).isEqualTo("Bearer " + KEY));
            assertThat(launcher(server).list(RunFilter.last(1)))
                    .extracting(RunRecord::status)
                    .containsExactly(RunStatus.PUBLISHED);
        }
    }

    private static void due(Server server) {
        server.context()
                .getBean(JdbcClient.class)
                .sql("update clientele_server.deliveries set due_at = 0")
                .update();
    }

    @Test
    void whatAReceiverRefusesIsGivenUpToldAndNotPostedAgain() throws Exception {
        try (Receiver receiver = new Receiver();
                Server server = serve(to(receiver.address("http"), KEY))) {
            receiver.answers(422);
            minute(server);
            launcher(server).run(request("2026-11-20"), StepListener.UNHEARD);
            minute(server);
            due(server);
            minute(server);

            assertThat(receiver.posted()).hasSize(2);
            assertThat(rows(server, "select given_up from clientele_server.deliveries"))
                    .containsExactly("the receiver answered 422", "the receiver answered 422");
            assertThat(rows(server, "select body from clientele_server.notices where notice_key like 'refused:%'"))
                    .hasSize(2)
                    .allSatisfy(body -> assertThat(body)
                            .startsWith("Lineage of run ")
                            .endsWith(" was given up by lineage: the receiver answered 422.\n"));
        }
    }

    @Test
    void aReceiverInTheOwnNetworkIsNotAskedUnlessItIsAllowedAndNoRedirectIsFollowed() throws Exception {
        try (Receiver receiver = new Receiver()) {
            try (Server server = serve(new LineageSettings(receiver.address("https"), KEY, false))) {
                minute(server);
                launcher(server).run(request("2026-11-20"), StepListener.UNHEARD);
                minute(server);
                assertThat(rows(server, "select attempts from clientele_server.deliveries where not is_delivered"))
                        .containsExactly("1");
            }
            assertThat(receiver.posted()).isEmpty();
            receiver.answers(307);
            try (Server server = serve(to(receiver.address("http"), KEY))) {
                due(server);
                minute(server);
            }
            assertThat(receiver.posted()).hasSize(1);
        }
    }
}

package io.clientele.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.clientele.nightly.OpenHouse;
import io.clientele.nightly.RunLauncher;
import io.clientele.nightly.RunRequest;
import io.clientele.nightly.StepListener;
import io.clientele.schedule.Alarm;
import io.clientele.schedule.Chore;
import io.clientele.schedule.NightCalendar.Due;
import io.clientele.web.tell.LineageSettings;
import io.clientele.web.tell.NoticeSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who is told what, by a real mail server and a real webhook. */
class NoticesTest {

    private static final String SECRET = "what only the receiver knows";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final List<Posted> posted = new CopyOnWriteArrayList<>();
    private volatile int answer = 204;

    /** What the webhook got. */
    private record Posted(String key, String timestamp, String signature, String body) {}

    private void take(HttpExchange exchange) throws IOException {
        posted.add(new Posted(
                String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key")),
                String.valueOf(exchange.getRequestHeaders().getFirst("Clientele-Timestamp")),
                String.valueOf(exchange.getRequestHeaders().getFirst("Clientele-Signature")),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        exchange.sendResponseHeaders(answer, -1);
        exchange.close();
    }

    @Test
    void aRunIsToldOnceByMailAndOnceBySignedWebhookAlsoWhereTheReceiverWasDownAtFirst() throws Exception {
        HttpServer webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webhook.createContext("/", this::take);
        webhook.start();
        OpenHouse house = OpenHouse.in(folder);
        try (MailServer mail = new MailServer();
                Server server = Server.start(
                        house.settings(),
                        new ServeSettings(
                                List.of(),
                                false,
                                new NoticeSettings(
                                        List.of("nights@example.com"),
                                        "clientele@example.com",
                                        URI.create("http://127.0.0.1:"
                                                + webhook.getAddress().getPort() + "/hook"),
                                        SECRET,
                                        true),
                                LineageSettings.FILES),
                        "server.port=0",
                        "serve.wakings=0 0 0 1 1 ? 2099",
                        "spring.mail.host=127.0.0.1",
                        "spring.mail.port=" + mail.port())) {
            minute(server);
            answer = 503;
            server.context()
                    .getBean(RunLauncher.class)
                    .run(new RunRequest(LocalDate.of(2026, 11, 20), false, "cli", null), StepListener.UNHEARD);
            server.context()
                    .getBean(Alarm.class)
                    .isLate(new Due(
                            LocalDate.of(2026, 11, 21),
                            ZonedDateTime.parse("2026-11-22T02:00Z[UTC]"),
                            Optional.empty()));
            minute(server);
            assertThat(posted).hasSize(2);
            answer = 204;
            minute(server);
            assertThat(posted).as("the receiver is left alone for a minute").hasSize(2);
            server.context()
                    .getBean(JdbcClient.class)
                    .sql("update clientele_server.deliveries set due_at = 0")
                    .update();
            minute(server);
            minute(server);

            assertThat(posted).hasSize(4);
            assertThat(mail.received()).hasSize(2);
        } finally {
            webhook.stop(0);
        }
        Posted night = posted.get(3);
        JsonNode body = JsonMapper.builder().build().readTree(night.body());
        assertThat(night.key()).startsWith("run:").isEqualTo(posted.get(1).key());
        assertThat(posted.get(2).key()).isEqualTo("late:2026-11-21");
        assertThat(body.path("subject").stringValue()).isEqualTo("Night of 2026-11-20: published");
        assertThat(night.signature()).isEqualTo(hmac(night.timestamp() + "." + night.body()));
    }

    private static void minute(Server server) {
        server.context().getBeansOfType(Chore.class).values().forEach(Chore::run);
    }

    private static String hmac(String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aWebhookIntoTheOwnNetworkIsRefusedUnlessItIsAllowed() throws Exception {
        HttpServer webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webhook.createContext("/", this::take);
        webhook.start();
        OpenHouse house = OpenHouse.in(folder);
        try (Server server = Server.start(
                house.settings(),
                new ServeSettings(
                        List.of(),
                        false,
                        new NoticeSettings(
                                List.of(),
                                "clientele@example.com",
                                URI.create("https://localhost:"
                                        + webhook.getAddress().getPort() + "/hook"),
                                null,
                                false),
                        LineageSettings.FILES),
                "server.port=0",
                "serve.wakings=0 0 0 1 1 ? 2099")) {
            server.context()
                    .getBean(Alarm.class)
                    .isLate(new Due(
                            LocalDate.of(2026, 11, 21),
                            ZonedDateTime.parse("2026-11-22T02:00Z[UTC]"),
                            Optional.empty()));
            minute(server);

            assertThat(server.context()
                            .getBean(JdbcClient.class)
                            .sql("select attempts from clientele_server.deliveries where not is_delivered")
                            .query(Integer.class)
                            .list())
                    .containsExactly(1);
        } finally {
            webhook.stop(0);
        }
        assertThat(posted).isEmpty();
    }
}

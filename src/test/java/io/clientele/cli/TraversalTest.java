package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.nightly.NightSettings;
import io.clientele.nightly.OpenHouse;
import io.clientele.web.ServeSettings;
import io.clientele.web.Server;
import io.clientele.web.tell.LineageSettings;
import io.clientele.web.tell.NoticeSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Names that are paths, given to every route and command that takes the name of a version, a mart, a run, a backfill or a token. */
@Timeout(300)
class TraversalTest {

    /** What stands in files that no route and no command may show. */
    private static final String CANARY = "canary-7f3a91";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static NightSettings settings;

    @SuppressWarnings("NullAway.Init")
    private static Server server;

    @SuppressWarnings("NullAway.Init")
    private static String token;

    @SuppressWarnings("NullAway.Init")
    private static String version;

    @SuppressWarnings("NullAway.Init")
    private static Set<Path> before;

    @BeforeAll
    static void publishAndHideCanaries() throws Exception {
        Path configuration = OpenHouse.configuration(folder);
        Settings.addFile(configuration);
        settings = Settings.read();
        assertThat(shell("run", "--as-of", "2026-11-20").exitCode()).isZero();
        server = Server.start(
                settings,
                new ServeSettings(List.of(), false, NoticeSettings.NOBODY, LineageSettings.FILES),
                "server.port=0",
                "serve.wakings=0 0 0 1 1 ? 2099",
                "serve.triggers-per-minute=100000");
        token = Files.readString(Server.tokenFile(settings)).strip();
        version = shell("marts", "ls").err().replaceAll("(?s)Version (\\S+),.*", "$1");
        for (Path place : List.of(
                folder,
                settings.data(),
                settings.marts(),
                settings.state(),
                settings.state().resolve("runs"),
                settings.marts().resolve("versions"),
                settings.marts().resolve("versions").resolve(version))) {
            Files.writeString(place.resolve("canary"), CANARY);
            Files.writeString(place.resolve("canary.log"), CANARY);
            Files.writeString(place.resolve("canary.parquet"), CANARY);
        }
        Path outside = Files.createDirectories(folder.resolve("outside"));
        for (String file : List.of("_MANIFEST.json", "canary.parquet")) {
            Files.writeString(outside.resolve(file), CANARY);
        }
        Files.createSymbolicLink(settings.marts().resolve("versions/20261120-r9-0123456789ab"), outside);
        before = files();
    }

    @AfterAll
    static void stop() {
        server.close();
        System.clearProperty("spring.config.additional-location");
    }

    /** Without what the server writes by itself. */
    private static Set<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> !path.startsWith(settings.state()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static List<String> payloads() {
        String absolute = folder.resolve("canary").toString();
        return List.of(
                "..",
                ".",
                "../canary",
                "../../canary",
                "../../../canary",
                "../../../../canary",
                "./canary",
                "canary",
                "canary.log",
                "canary.parquet",
                absolute,
                "/" + absolute,
                "file://" + absolute,
                "file:" + absolute,
                "..%2fcanary",
                "%2e%2e/canary",
                "%2e%2e%2fcanary",
                "%252e%252e%252fcanary",
                "..%252f..%252fcanary",
                "..%c0%afcanary",
                "%c0%ae%c0%ae%c0%afcanary",
                "..%e0%80%afcanary",
                "..%5ccanary",
                "..\\canary",
                "..\\..\\canary",
                "..;/canary",
                "..;a=b/canary",
                ";/../canary",
                "....//canary",
                "..././canary",
                "...//...//canary",
                "..//canary",
                "%00",
                "canary%00",
                "canary%00.parquet",
                "..%00/canary",
                "..%0d%0acanary",
                "..%09/canary",
                "../state/admin.token",
                "../../state/admin.token",
                "../../../state/admin.token",
                "..%2f..%2f..%2fstate%2fadmin.token",
                "../current.json",
                "current",
                version + "/../../canary",
                version + "%2f..%2f..%2fcanary",
                version + "/canary",
                version + "%00",
                "20261120-r9-0123456789ab",
                "99999999-r0-0123456789ab");
    }

    /** As it is, and with every character written as its number. */
    private static List<String> spellings(String payload) {
        StringBuilder coded = new StringBuilder();
        for (byte each : payload.getBytes(StandardCharsets.UTF_8)) {
            coded.append('%').append(String.format("%02x", each));
        }
        return List.of(payload, coded.toString());
    }

    private static List<String> routes(String name) {
        return List.of(
                "GET /api/v1/runs/" + name,
                "GET /api/v1/runs/" + name + "/log",
                "POST /api/v1/runs/" + name + "/stop",
                "GET /api/v1/backfills/" + name,
                "POST /api/v1/backfills/" + name + "/stop",
                "GET /api/v1/marts/versions/" + name,
                "GET /api/v1/marts/versions/" + name + "/files/customers_v1",
                "GET /api/v1/marts/versions/" + version + "/files/" + name,
                "POST /api/v1/marts/versions/" + name + "/verify",
                "DELETE /api/v1/tokens/" + name);
    }

    /** What a server answers to a request that no client has tidied up. */
    private static String ask(String route, String body) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream()
                    .write((route + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                                    + token
                                    + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                                    + "\r\n\r\n"
                                    + body)
                            .getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static boolean isEscape(String answer) {
        return !answer.matches("(?s)HTTP/1.1 4\\d\\d .*") || answer.contains(CANARY) || answer.contains(token);
    }

    private static Shell shell(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine =
                Clientele.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return new Shell(commandLine.execute(arguments), out.toString(), err.toString());
    }

    @Test
    void of50NamesThatArePathsNoneLeadsAnywhereByAnyRouteInEitherSpelling() throws Exception {
        List<String> escapes = new ArrayList<>();
        int asked = 0;
        for (String payload : payloads()) {
            for (String spelling : spellings(payload)) {
                for (String route : routes(spelling)) {
                    asked++;
                    String answer = ask(route, "{}");
                    if (isEscape(answer)) {
                        escapes.add(route + " -> " + answer.lines().findFirst().orElse(""));
                    }
                }
            }
            String json = payload.replace("\\", "\\\\");
            String body = "{\"version\": \"" + json + "\", \"reason\": \"to see\"}";
            asked++;
            if (isEscape(ask("POST /api/v1/marts/rollback", body))) {
                escapes.add("rollback " + payload);
            }
        }

        assertThat(payloads()).hasSize(50).doesNotHaveDuplicates();
        assertThat(asked).isEqualTo(50 * (2 * 10 + 1));
        assertThat(escapes).isEmpty();
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void of50NamesThatArePathsNoneLeadsAnywhereByAnyCommand() throws Exception {
        List<String> escapes = new ArrayList<>();
        int asked = 0;
        for (String name : payloads()) {
            for (List<String> command : List.of(
                    List.of("marts", "verify", name),
                    List.of("marts", "rollback", name, "--reason", "to see"),
                    List.of("marts", "describe", name),
                    List.of(
                            "marts",
                            "export",
                            name,
                            "--out",
                            folder.resolve("exported").toString()),
                    List.of("runs", "show", name),
                    List.of("runs", "logs", name),
                    List.of("rerun", name, "--reason", "to see"),
                    List.of("stop", name))) {
                asked++;
                Shell answer = shell(command.toArray(String[]::new));
                if (answer.exitCode() != ExitCode.USAGE
                        || answer.out().contains(CANARY)
                        || answer.err().contains(CANARY)) {
                    escapes.add(command + " -> " + answer);
                }
            }
        }

        assertThat(asked).isEqualTo(400);
        assertThat(escapes).isEmpty();
        assertThat(files()).isEqualTo(before);
    }
}

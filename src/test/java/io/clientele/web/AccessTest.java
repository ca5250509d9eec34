package io.clientele.web;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.clientele.model.Refusal;
import io.clientele.nightly.OpenHouse;
import io.clientele.web.tell.LineageSettings;
import io.clientele.web.tell.NoticeSettings;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** Who may what, asked of a server that runs. */
class AccessTest {

    /** Every route, and who may use it. */
    private static final Map<String, String> MATRIX = new TreeMap<>(Map.ofEntries(
            Map.entry("GET /api/v1/runs", "viewer operator admin"),
            Map.entry("POST /api/v1/runs", "operator admin"),
            Map.entry("GET /api/v1/runs/{runId}", "viewer operator admin"),
            Map.entry("POST /api/v1/runs/{runId}/stop", "operator admin"),
            Map.entry("GET /api/v1/runs/{runId}/log", "viewer operator admin"),
            Map.entry("GET /api/v1/backfills", "viewer operator admin"),
            Map.entry("POST /api/v1/backfills", "operator admin"),
            Map.entry("GET /api/v1/backfills/{backfillId}", "viewer operator admin"),
            Map.entry("POST /api/v1/backfills/{backfillId}/stop", "operator admin"),
            Map.entry("GET /api/v1/plan", "viewer operator admin"),
            Map.entry("GET /api/v1/schedule", "viewer operator admin"),
            Map.entry("GET /api/v1/marts", "viewer operator admin"),
            Map.entry("GET /api/v1/marts/versions", "viewer operator admin"),
            Map.entry("GET /api/v1/marts/versions/{version}", "viewer operator admin"),
            Map.entry("GET /api/v1/marts/versions/{version}/files/{mart}", "viewer operator admin"),
            Map.entry("POST /api/v1/marts/versions/{version}/verify", "operator admin"),
            Map.entry("POST /api/v1/marts/rollback", "operator admin"),
            Map.entry("GET /api/v1/marts/gc", "operator admin"),
            Map.entry("POST /api/v1/marts/gc", "admin"),
            Map.entry("GET /api/v1/audit", "admin"),
            Map.entry("GET /api/v1/quality", "viewer operator admin"),
            Map.entry("GET /api/v1/tokens", "admin"),
            Map.entry("POST /api/v1/tokens", "admin"),
            Map.entry("DELETE /api/v1/tokens/{name}", "admin"),
            Map.entry("GET /api/v1/openapi", "viewer operator admin"),
            Map.entry("GET /api/v1/openapi.yaml", ""),
            Map.entry("GET /actuator", ""),
            Map.entry("GET /actuator/health", "viewer operator admin"),
            Map.entry("GET /actuator/health/**", ""),
            Map.entry("GET /actuator/health/freshness", "viewer operator admin"),
            Map.entry("GET /actuator/health/liveness", "anonymous viewer operator admin"),
            Map.entry("GET /actuator/health/readiness", "anonymous viewer operator admin"),
            Map.entry("GET /actuator/prometheus", "viewer operator admin"),
            Map.entry("GET /error", "")));

    /** Reached below another route of the list. */
    private static final Set<String> BELOW =
            Set.of("GET /actuator/health/freshness", "GET /actuator/health/liveness", "GET /actuator/health/readiness");

    private static final List<String> ROLES = List.of("anonymous", "viewer", "operator", "admin");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static OpenHouse house;

    @SuppressWarnings("NullAway.Init")
    private static Server server;

    private static final Map<String, Client> CLIENTS = new TreeMap<>();

    @BeforeAll
    static void serve() throws Exception {
        house = OpenHouse.in(folder);
        server = start("server.port=0");
        Client admin = new Client(server.port(), token());
        CLIENTS.put("anonymous", new Client(server.port(), null));
        CLIENTS.put("viewer", client(admin, "VIEWER"));
        CLIENTS.put("operator", client(admin, "OPERATOR"));
        CLIENTS.put("admin", admin);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Server start(String... overrides) {
        return Server.start(
                house.settings(),
                new ServeSettings(List.of("marts.example"), false, NoticeSettings.NOBODY, LineageSettings.FILES),
                Stream.concat(Stream.of("serve.wakings=0 0 0 1 1 ? 2099"), Stream.of(overrides))
                        .toArray(String[]::new));
    }

    private static String token() throws IOException {
        return Files.readString(Server.tokenFile(house.settings())).strip();
    }

    private static Client client(Client admin, String role) {
        String body = "{\"name\": \"" + role.toLowerCase(Locale.ROOT) + "\", \"role\": \"" + role + "\"}";
        return new Client(
                server.port(),
                admin.post("/api/v1/tokens", "unused", body)
                        .json()
                        .path("token")
                        .stringValue());
    }

    private static Set<String> routes() {
        return server.context().getBeansOfType(RequestMappingInfoHandlerMapping.class).values().stream()
                .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                .flatMap(AccessTest::routes)
                .collect(toCollection(TreeSet::new));
    }

    private static Stream<String> routes(RequestMappingInfo info) {
        Set<String> methods = info.getMethodsCondition().getMethods().isEmpty()
                ? Set.of("GET")
                : info.getMethodsCondition().getMethods().stream()
                        .map(Enum::name)
                        .collect(toCollection(TreeSet::new));
        return info.getPatternValues().stream().flatMap(path -> methods.stream().map(method -> method + " " + path));
    }

    @Test
    void everyRouteStandsInTheMatrixAndNoOther() {
        Set<String> known = new TreeSet<>(MATRIX.keySet());
        known.removeAll(BELOW);

        assertThat(routes()).isEqualTo(known);
    }

    @Test
    void everyRouteAnswersEachOfTheFourRolesAsInTheMatrix() {
        Map<String, String> found = new TreeMap<>();
        for (String route : MATRIX.keySet()) {
            String[] words = route.split(" ");
            String path = words[1].replaceAll("\\{[a-zA-Z]+}|\\*\\*", "x");
            found.put(
                    route,
                    ROLES.stream()
                            .filter(role ->
                                    isAllowed(client(role).call(words[0], path).status()))
                            .reduce((one, other) -> one + " " + other)
                            .orElse(""));
        }

        assertThat(found).isEqualTo(MATRIX);
        assertThat(found.size() * ROLES.size()).isEqualTo(136);
    }

    private static Client client(String role) {
        return Objects.requireNonNull(CLIENTS.get(role));
    }

    private static boolean isAllowed(int status) {
        return status != 401 && status != 403;
    }

    @Test
    void whoAsksWithoutATokenOrWithAWrongOneIsToldSoAsAProblem() {
        Client.Answer none = client("anonymous").get("/api/v1/runs");
        Client.Answer wrong = new Client(server.port(), "clt_wrong").get("/actuator/health/liveness");

        assertThat(none.status()).isEqualTo(401);
        assertThat(none.contentType()).isEqualTo("application/problem+json");
        assertThat(none.json().path("detail").stringValue())
                .isEqualTo("A token is needed, in the header Authorization: Bearer");
        assertThat(wrong.status()).isEqualTo(401);
    }

    @Test
    void theFirstTokenIsForItsOwnersEyesAndNowhereElseInClear() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Server.tokenFile(house.settings()))))
                .isEqualTo("rw-------");
        assertThat(token()).matches("clt_[A-Za-z0-9_-]{43}");
        assertThat(server.context()
                        .getBean(JdbcClient.class)
                        .sql("select sha256 from clientele_server.tokens where name = 'admin'")
                        .query(String.class)
                        .single())
                .isEqualTo(Mint.hash(token()));
        assertThat(filesWith(token())).containsExactly("admin.token");
    }

    private static List<String> filesWith(String secret) throws IOException {
        try (Stream<Path> files = Files.walk(house.settings().data())) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> contains(file, secret))
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    private static boolean contains(Path file, String secret) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(secret);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aTokenThatIsRevokedOpensNothingAnyMore() {
        Client admin = client("admin");
        String body = "{\"name\": \"guest\", \"role\": \"VIEWER\"}";
        Client guest = new Client(
                server.port(),
                admin.post("/api/v1/tokens", "unused", body)
                        .json()
                        .path("token")
                        .stringValue());

        assertThat(guest.get("/api/v1/runs").status()).isEqualTo(200);
        assertThat(admin.post("/api/v1/tokens", "unused", body).status()).isEqualTo(422);
        assertThat(admin.call("DELETE", "/api/v1/tokens/guest").status()).isEqualTo(204);
        assertThat(guest.get("/api/v1/runs").status()).isEqualTo(401);
    }

    @Test
    void underAForeignNameTheServerSaysNothing() throws IOException {
        assertThat(statusUnder("marts.example")).contains(" 200");
        assertThat(statusUnder("LOCALHOST:8317")).contains(" 200");
        assertThat(statusUnder("evil.example")).contains(" 421");
        assertThat(statusUnder("127.0.0.1.evil.example")).contains(" 421");
    }

    private static String statusUnder(String host) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream()
                    .write(("GET /actuator/health/liveness HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1)
                    .lines()
                    .findFirst()
                    .orElse("");
        }
    }

    @Test
    void itDoesNotListenWhereOthersCanListenInUnlessThereIsTlsInFront() {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> start("server.port=0", "server.address=0.0.0.0")
                .close());
        Refusal management =
                catchThrowableOfType(Refusal.class, () -> start("server.port=0", "management.server.address=0.0.0.0")
                        .close());

        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.USAGE);
        assertThat(refusal).hasMessage("""
                Cannot serve: server.address is 0.0.0.0, where others can listen in
                  give the server a certificate: server.ssl.certificate and server.ssl.certificate-private-key
                  or put a proxy with TLS in front of it, and say so: serve.behind-proxy: true""");
        assertThat(management).hasMessageStartingWith("Cannot serve: management.server.address is 0.0.0.0");
    }

    @Test
    void healthOfTheProcessAndOfWhatItNeedsIsPublicAndSaysNothingElse() {
        Client anyone = client("anonymous");

        assertThat(new String(anyone.get("/actuator/health/liveness").bytes(), StandardCharsets.UTF_8))
                .isEqualTo("{\"status\":\"UP\"}");
        assertThat(new String(anyone.get("/actuator/health/readiness").bytes(), StandardCharsets.UTF_8))
                .isEqualTo("{\"status\":\"UP\"}");
    }

    @Test
    void theOpenApiDocumentDescribesEveryRouteOfTheApi() {
        Set<String> described = new TreeSet<>();
        client("viewer")
                .get("/api/v1/openapi")
                .json()
                .path("paths")
                .forEachEntry((path, methods) -> methods.forEachEntry(
                        (method, operation) -> described.add(method.toUpperCase(Locale.ROOT) + " " + path)));

        assertThat(described)
                .isEqualTo(MATRIX.keySet().stream()
                        .filter(route -> route.contains("/api/v1/") && !route.contains("/openapi"))
                        .collect(toCollection(TreeSet::new)));
    }
}

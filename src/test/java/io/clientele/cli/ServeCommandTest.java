package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.nightly.OpenHouse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve} as a process of its own. */
@Timeout(240)
class ServeCommandTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Process serve(Path configuration, String... properties) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "-Dlogging.file.name=" + folder.resolve("serve.log")));
        command.addAll(List.of(properties));
        command.addAll(List.of("io.clientele.Application", "serve", "--config", configuration.toString()));
        return new ProcessBuilder(command).start();
    }

    @Test
    void itIsTheOnlyOneOfItsFolderAndAnswersUntilASignalEndsItWithin30Seconds() throws Exception {
        Path configuration = OpenHouse.configuration(folder);
        Process server = serve(configuration, "-Dserver.port=0", "-Dserve.wakings=0 0 0 1 1 ? 2099");
        try (BufferedReader out = read(server)) {
            Matcher told = Pattern.compile("Serving on port (\\d+)\\. The administrator's token: (.*)")
                    .matcher(String.valueOf(out.readLine()));

            assertThat(told.matches()).isTrue();
            assertThat(Path.of(told.group(2))).isRegularFile();
            assertThat(HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(URI.create(
                                                    "http://127.0.0.1:" + told.group(1) + "/actuator/health/readiness"))
                                            .build(),
                                    BodyHandlers.ofString())
                            .body())
                    .isEqualTo("{\"status\":\"UP\"}");
            Process second = serve(configuration, "-Dserver.port=0");
            assertThat(new String(second.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("Cannot serve: The file is locked: ");
            assertThat(second.waitFor()).isEqualTo(1);
            server.destroy();
            assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(server.exitValue()).isEqualTo(143);
        } finally {
            server.destroyForcibly();
        }
    }

    @Test
    void itRefusesToListenWhereOthersCanListenInWithExitCode2() throws Exception {
        Process server = serve(OpenHouse.configuration(folder), "-Dserver.port=0", "-Dserver.address=0.0.0.0");

        assertThat(new String(server.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("Cannot serve: server.address is 0.0.0.0, where others can listen in");
        assertThat(server.waitFor()).isEqualTo(2);
    }

    private static BufferedReader read(Process process) throws IOException {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }
}

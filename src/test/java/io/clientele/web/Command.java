package io.clientele.web;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Commands in a folder, each in a process of its own.
 *
 * @param folder in which what they say is left
 * @param configuration of the house that they command
 * @param environment beside the tests' own
 */
record Command(Path folder, Path configuration, Map<String, String> environment) {

    /** @param said the file for its errors */
    ProcessBuilder of(String said, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "-Dserver.port=0",
                "-Dserve.wakings=* * * * * ?",
                "io.clientele.Application"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--config", configuration.toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().remove("CLIENTELE_DATA");
        builder.environment().putAll(environment);
        return builder.redirectError(folder.resolve(said).toFile());
    }

    /** Runs the night of a date; what it says is in {@code run-DATE.out} and {@code run-DATE.err}. Returns its exit code. */
    int run(String businessDate) throws IOException, InterruptedException {
        String said = "run-" + businessDate;
        return of(said + ".err", "run", "--as-of", businessDate)
                .redirectOutput(folder.resolve(said + ".out").toFile())
                .start()
                .waitFor();
    }
}

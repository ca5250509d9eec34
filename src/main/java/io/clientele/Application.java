package io.clientele;

import io.clientele.cli.Clientele;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.logging.LoggingSystem;

/** The program. */
public final class Application {

    private Application() {}

    public static void main(String[] arguments) {
        // Until Spring Boot reads the logging settings nothing is logged; commands that do not start it have nothing to
        // log.
        LoggingSystem.get(Application.class.getClassLoader()).beforeInitialize();
        int exitCode = Clientele.commandLine()
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .execute(arguments);
        System.exit(exitCode);
    }
}

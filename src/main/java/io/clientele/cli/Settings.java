package io.clientele.cli;

import io.clientele.model.Refusal;
import io.clientele.nightly.NightSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.StandardEnvironment;

/** Reads {@code config/application.yaml} as Spring Boot would, without starting it. */
final class Settings {

    private Settings() {}

    /** Puts a file above {@code config/application.yaml}, for every reader of settings in this process. */
    static void addFile(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new Refusal(Refusal.Kind.USAGE, "Cannot read the settings: there is no file " + file);
        }
        System.setProperty(
                "spring.config.additional-location",
                file.toAbsolutePath().toUri().toString());
    }

    static NightSettings read() {
        StandardEnvironment environment = new StandardEnvironment();
        try {
            ConfigDataEnvironmentPostProcessor.applyTo(environment);
            return Binder.get(environment).bindOrCreate("clientele", NightSettings.class);
        } catch (BindException e) {
            throw new Refusal(Refusal.Kind.USAGE, "Cannot read the settings: " + e.getProperty() + ": " + root(e), e);
        } catch (RuntimeException e) {
            throw new Refusal(Refusal.Kind.USAGE, "Cannot read the settings: " + root(e), e);
        }
    }

    private static String root(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }
}

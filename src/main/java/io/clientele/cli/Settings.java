package io.clientele.cli;

import io.clientele.model.Nearest;
import io.clientele.model.Refusal;
import io.clientele.nightly.NightSettings;
import io.clientele.web.ServeSettings;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.IgnoreTopLevelConverterNotFoundBindHandler;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;

/** Reads {@code config/application.yaml} as Spring Boot would, without starting it. */
final class Settings {

    private static final String OURS = "clientele";

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
        return read(new StandardEnvironment());
    }

    static NightSettings read(ConfigurableEnvironment environment) {
        return read(environment, OURS, NightSettings.class);
    }

    /** What the server is told besides. */
    static ServeSettings serve() {
        return serve(new StandardEnvironment());
    }

    static ServeSettings serve(ConfigurableEnvironment environment) {
        return read(environment, "serve", ServeSettings.class);
    }

    private static <T> T read(ConfigurableEnvironment environment, String prefix, Class<T> type) {
        try {
            ConfigDataEnvironmentPostProcessor.applyTo(environment);
            return bind(environment, prefix, type);
        } catch (BindException e) {
            if (e.getCause() instanceof UnboundConfigurationPropertiesException unknown) {
                throw unknownKeys(unknown, keys(prefix, type));
            }
            throw new Refusal(Refusal.Kind.USAGE, "Cannot read the settings: " + told(e), e);
        } catch (RuntimeException e) {
            throw new Refusal(Refusal.Kind.USAGE, "Cannot read the settings: " + root(e), e);
        }
    }

    /** A misspelt key of a file is refused; what the environment holds besides ours is none of our business. */
    private static <T> T bind(ConfigurableEnvironment environment, String prefix, Class<T> type) {
        NoUnboundElementsBindHandler strict = new NoUnboundElementsBindHandler(
                new IgnoreTopLevelConverterNotFoundBindHandler(), new UnboundElementsSourceFilter());
        return Binder.get(environment, strict).bindOrCreate(prefix, type);
    }

    private static Refusal unknownKeys(UnboundConfigurationPropertiesException e, Set<String> known) {
        List<String> details = e.getUnboundProperties().stream()
                .map(property -> {
                    String name = property.getName().toString();
                    return where(property) + "there is no key " + name + Nearest.hint(name, known);
                })
                .toList();
        String headline =
                "Cannot read the settings: " + details.size() + (details.size() == 1 ? " problem" : " problems");
        return new Refusal(Refusal.Kind.USAGE, headline, details);
    }

    private static String told(BindException e) {
        ConfigurationProperty property = e.getProperty();
        return property == null
                ? e.getName() + ": " + root(e)
                : where(property) + property.getName() + ": " + property.getValue() + ": " + root(e);
    }

    private static String where(ConfigurationProperty property) {
        Origin origin = property.getOrigin() instanceof PropertySourceOrigin wrapped
                ? wrapped.getOrigin()
                : property.getOrigin();
        if (origin instanceof TextResourceOrigin text && text.getResource() != null && text.getLocation() != null) {
            return text.getResource().getFilename() + ":" + (text.getLocation().getLine() + 1) + ": ";
        }
        return "";
    }

    /** Every key that settings can have. */
    private static Set<String> keys(String prefix, Class<?> type) {
        Set<String> keys = new TreeSet<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String key = prefix + "." + DataObjectPropertyName.toDashedForm(component.getName());
            if (component.getType().isRecord()) {
                keys.addAll(keys(key, component.getType()));
            } else {
                keys.add(key);
            }
        }
        return keys;
    }

    private static String root(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }
}

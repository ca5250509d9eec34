package io.clientele.extract.jdbc;

import io.clientele.model.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** The JDBC drivers that are shipped, and those whose jars somebody has put into a folder. */
public final class Drivers {

    private final Path folder;
    private final List<Driver> drivers;

    private Drivers(Path folder, List<Driver> drivers) {
        this.folder = folder;
        this.drivers = drivers;
    }

    /**
     * Loads them; a folder that is not there holds none.
     *
     * @throws Refusal {@code USAGE} where a jar promises a driver that it does not hold
     */
    public static Drivers in(Path folder) {
        ClassLoader loader = new URLClassLoader(jars(folder), Drivers.class.getClassLoader());
        try {
            return new Drivers(
                    folder,
                    ServiceLoader.load(Driver.class, loader).stream()
                            .map(ServiceLoader.Provider::get)
                            .toList());
        } catch (ServiceConfigurationError e) {
            throw new Refusal(Refusal.Kind.USAGE, "Cannot load the drivers: " + e.getMessage() + "\n  at " + folder, e);
        }
    }

    private static URL[] jars(Path folder) {
        if (!Files.isDirectory(folder)) {
            return new URL[0];
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .map(Drivers::url)
                    .toArray(URL[]::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The driver that speaks to an address.
     *
     * @throws Refusal {@code USAGE} where there is none
     */
    Driver of(Database database) {
        for (Driver driver : drivers) {
            try {
                if (driver.acceptsURL(database.url())) {
                    return driver;
                }
            } catch (SQLException e) {
                throw new Refusal(
                        Refusal.Kind.USAGE,
                        "Cannot reach " + database.source() + ": its url is none: "
                                + database.password().hiddenIn(String.valueOf(e.getMessage())),
                        e);
            }
        }
        throw new Refusal(
                Refusal.Kind.USAGE,
                "Cannot reach " + database.source() + ": no driver speaks to " + database.url(),
                List.of("put the jar of one into " + folder));
    }
}

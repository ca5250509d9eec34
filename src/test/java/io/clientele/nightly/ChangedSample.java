package io.clientele.nightly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Properties;
import java.util.function.UnaryOperator;
import org.springframework.util.FileSystemUtils;

/** The sample company with policies, sources and deliveries that a test changes before the night. */
record ChangedSample(Path home) {

    static ChangedSample in(Path home) throws IOException {
        for (String room : List.of("config/policy", "config/sources", "data/sample")) {
            FileSystemUtils.copyRecursively(Path.of(room), home.resolve(room));
        }
        return new ChangedSample(home);
    }

    void change(String file, UnaryOperator<String> edit) throws IOException {
        Path path = home.resolve(file);
        Files.writeString(path, edit.apply(Files.readString(path)));
    }

    void append(String file, String line) throws IOException {
        Files.writeString(home.resolve(file), line + "\n", StandardOpenOption.APPEND);
    }

    /** Its night from these sources, ready to be read. */
    Connection night(List<Path> sources) throws SQLException {
        return night(sources, SampleHouse.BUSINESS_DATE);
    }

    /** The same of another business date. */
    Connection night(List<Path> sources, LocalDate businessDate) throws SQLException {
        NightSettings shipped = new SampleHouse(home.resolve("night")).settings();
        NightSettings settings = new NightSettings(
                shipped.jobs(),
                home.resolve("config/policy"),
                shipped.data(),
                shipped.drivers(),
                sources.stream().map(home::resolve).toList(),
                businessDate,
                shipped.businessTimeZone(),
                shipped.reportingCurrency(),
                shipped.engine(),
                shipped.pseudonymKey(),
                false);
        RunOutcome outcome = SampleHouse.run(settings, false, new Recorder());
        Path database = settings.work().resolve(outcome.night().toString()).resolve("night.duckdb");
        Properties reading = new Properties();
        reading.setProperty("access_mode", "READ_ONLY");
        return DriverManager.getConnection("jdbc:duckdb:" + database.toAbsolutePath(), reading);
    }
}

package io.clientele.nightly;

import io.clientele.servers.PostgreSql;
import io.clientele.warehouse.WarehouseSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.util.unit.DataSize;

/** A company that keeps its records in one system only and reads it with the pack that is shipped for it. */
record PackHouse(SampleHouse house, Path source, Path policy) {

    private static final Path PACKS = Path.of("config/sources");
    private static final Path POLICY = Path.of("config/policy");

    /** Takes the pack as it is, but for the three variables of its source file, which say where this test's server is. */
    static PackHouse of(Path folder, String pack, String url) throws IOException {
        copy(PACKS.resolve(pack), folder.resolve(pack));
        String variable = "${" + pack.toUpperCase(Locale.ROOT) + "_";
        Path source = Files.writeString(
                folder.resolve(pack + ".yaml"),
                Files.readString(PACKS.resolve(pack + ".yaml"))
                        .replace(variable + "URL}", url)
                        .replace(variable + "USERNAME}", PostgreSql.USERNAME)
                        .replace(variable + "PASSWORD}", "${CLIENTELE_TEST_PASSWORD}"));
        return new PackHouse(new SampleHouse(folder.resolve("data")), source, POLICY);
    }

    /** The same company, which uses a rate for longer than the policy that is shipped lets it. */
    PackHouse usingRatesFor(int days) throws IOException {
        Path own = copy(POLICY, source.resolveSibling("policy"));
        Path currencies = own.resolve("currencies.yaml");
        Files.writeString(
                currencies,
                Files.readString(currencies)
                        .replaceFirst("(?m)^rate_max_age_days: \\d+$", "rate_max_age_days: " + days));
        return new PackHouse(house, source, own);
    }

    /** The same database and pack with a data folder of its own. */
    PackHouse anew(Path data) {
        return new PackHouse(new SampleHouse(data), source, policy);
    }

    private static Path copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        return to;
    }

    RunOutcome run(LocalDate day, StepListener listener) {
        NightSettings settings = new NightSettings(
                Path.of("jobs"),
                policy,
                house.data(),
                Path.of("config/drivers"),
                List.of(source),
                null,
                ZoneId.of("Europe/Berlin"),
                "EUR",
                new WarehouseSettings(DataSize.ofGigabytes(2), 2, DataSize.ofGigabytes(10)),
                Path.of("config/pseudonym.key"),
                false);
        try (RunLauncher launcher = RunLauncher.open(settings)) {
            return launcher.run(new RunRequest(day, false, "test", null), listener);
        }
    }

    Map<String, String> hashes() {
        return house.hashes();
    }

    /** A connection to the database in which a night has worked. */
    Connection night(LocalDate day) throws SQLException {
        String night = day.toString().replace("-", "") + "-r0/night.duckdb";
        return DriverManager.getConnection(
                "jdbc:duckdb:" + house.data().resolve("work").resolve(night));
    }

    /** Rows, their cells as text with a space between. */
    static List<String> rows(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    cells.add(String.valueOf(result.getString(i)));
                }
                rows.add(String.join(" ", cells));
            }
            return rows;
        }
    }
}

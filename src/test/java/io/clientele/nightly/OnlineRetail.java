package io.clientele.nightly;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.clientele.warehouse.WarehouseSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.springframework.util.unit.DataSize;

/** A night of the real jobs over the Online Retail records, and questions to what it published and to its work. */
final class OnlineRetail implements AutoCloseable {

    static final Path GOLDEN = Path.of("../shared/reference-data/golden");

    private static final Path DELIVERY = Path.of("../shared/reference-data/online-retail");
    private static final Path FIXTURE = Path.of("src/test/resources/online-retail");

    private final RunOutcome outcome;
    private final Connection published;
    private final Connection work;

    private OnlineRetail(RunOutcome outcome, Connection published, Connection work) {
        this.outcome = outcome;
        this.published = published;
        this.work = work;
    }

    static void assumeDelivered() {
        assumeTrue(
                Files.isRegularFile(DELIVERY.resolve("online_retail_lines.csv.gz")),
                "skipped: the Online Retail records are not at " + DELIVERY.toAbsolutePath());
    }

    /** A policy of its own: a copy of the shipped one. */
    static Policy policy(Path home) throws IOException {
        Path folder = Files.createDirectories(home.resolve("policy"));
        try (Stream<Path> files = Files.list(Path.of("config/policy"))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName().toString()));
            }
        }
        return new Policy(folder);
    }

    /** A folder of policies in which numbers are changed. */
    record Policy(Path folder) {

        Policy with(String file, String key, String value) throws IOException {
            Path path = folder.resolve(file);
            String before = Files.readString(path);
            String after = before.replaceFirst("(?m)^" + key + ": \\S+", key + ": " + value);
            if (after.equals(before)) {
                throw new IllegalArgumentException(file + " has no " + key + " to change");
            }
            Files.writeString(path, after);
            return this;
        }

        Policy with(String file, String content) throws IOException {
            Files.writeString(folder.resolve(file), content);
            return this;
        }
    }

    /** Runs the night of a day; articles have categories only where somebody asks for repurchase by article. */
    static OnlineRetail night(Path home, LocalDate day, Path policy, boolean isByArticle)
            throws IOException, SQLException {
        Path data = home.resolve("data");
        NightSettings settings = new NightSettings(
                Path.of("jobs"),
                policy,
                data,
                Path.of("config/drivers"),
                List.of(source(home, isByArticle)),
                null,
                ZoneId.of("Europe/London"),
                "GBP",
                new WarehouseSettings(DataSize.ofGigabytes(2), 0, DataSize.ofGigabytes(20)),
                Path.of("config/pseudonym.key"),
                false);
        System.setProperty("clientele.data", data.toString());
        try (RunLauncher launcher = RunLauncher.open(settings)) {
            RunOutcome outcome = launcher.run(new RunRequest(day, false, "test", null), new Silence());
            Path database = settings.work().resolve(outcome.night().toString()).resolve("night.duckdb");
            return new OnlineRetail(outcome, open(settings.marts().resolve("marts.duckdb")), open(database));
        } finally {
            System.clearProperty("clientele.data");
        }
    }

    /** The fixture, with the folder of the delivery where it names a variable of the environment. */
    private static Path source(Path home, boolean isByArticle) throws IOException {
        Path queries = Files.createDirectories(home.resolve("online-retail"));
        try (Stream<Path> files = Files.list(FIXTURE.resolve("online-retail"))) {
            for (Path file : files.toList()) {
                Files.copy(file, queries.resolve(file.getFileName().toString()));
            }
        }
        if (!isByArticle) {
            Path products = queries.resolve("products.sql");
            Files.writeString(
                    products,
                    Files.readString(products).replace("    sku as category_id,\n", "    null as category_id,\n"));
        }
        Path definition = home.resolve("online-retail.yaml");
        Files.writeString(
                definition,
                Files.readString(FIXTURE.resolve("online-retail.yaml"))
                        .replace("${ONLINE_RETAIL}", DELIVERY.toAbsolutePath().toString()));
        return definition;
    }

    private static Connection open(Path database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("access_mode", "READ_ONLY");
        return DriverManager.getConnection("jdbc:duckdb:" + database.toAbsolutePath(), properties);
    }

    RunOutcome outcome() {
        return outcome;
    }

    /** Rows of the published marts, their columns as text with a space between. */
    List<String> published(String sql) throws SQLException {
        return rows(published, sql);
    }

    /** Rows of the night's work. */
    List<String> work(String sql) throws SQLException {
        return rows(work, sql);
    }

    /** The numbers of one published row. */
    List<Double> numbers(String sql) throws SQLException {
        return Stream.of(published(sql).get(0).split(" ", -1))
                .map(Double::valueOf)
                .toList();
    }

    /** The numbers of one row of the night's work. */
    List<Double> workNumbers(String sql) throws SQLException {
        return Stream.of(work(sql).get(0).split(" ", -1)).map(Double::valueOf).toList();
    }

    private static List<String> rows(Connection connection, String sql) throws SQLException {
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

    @Override
    public void close() throws SQLException {
        published.close();
        work.close();
    }

    private static final class Silence implements StepListener {

        @Override
        public void nightBegins(String night, int stepCount) {}

        @Override
        public void stepBegins(String step) {}

        @Override
        public void stepEnds(String step, Duration took, String said) {}

        @Override
        public void stepKept(String step) {}

        @Override
        public void stepFails(String step, Duration took) {}

        @Override
        public void nightEnds() {}
    }
}

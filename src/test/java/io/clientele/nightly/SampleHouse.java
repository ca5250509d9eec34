package io.clientele.nightly;

import io.clientele.model.Fingerprint;
import io.clientele.publish.PublishedMarts;
import io.clientele.warehouse.WarehouseSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.util.unit.DataSize;

/** The sample company with a data folder of its own. */
public record SampleHouse(Path data) {

    public static final LocalDate BUSINESS_DATE = LocalDate.of(2026, 11, 20);

    static final List<Path> SOURCES =
            List.of(Path.of("config/sources/sample-erp.yaml"), Path.of("config/sources/sample-crm.yaml"));

    NightSettings settings() {
        return settings(Path.of("jobs"), SOURCES, 2, DataSize.ofGigabytes(2));
    }

    NightSettings settings(Path jobs, List<Path> sources, int threads, DataSize memory) {
        return new NightSettings(
                jobs,
                Path.of("config/policy"),
                data,
                Path.of("config/drivers"),
                sources,
                BUSINESS_DATE,
                ZoneId.of("Europe/Berlin"),
                "EUR",
                new WarehouseSettings(memory, threads, DataSize.ofGigabytes(10)),
                Path.of("config/pseudonym.key"),
                false);
    }

    static RunRequest request(boolean isFull) {
        return request(BUSINESS_DATE, isFull);
    }

    private static RunRequest request(LocalDate businessDate, boolean isFull) {
        return new RunRequest(businessDate, isFull, "test", isFull ? "a test" : null);
    }

    RunOutcome run(StepListener listener) {
        return run(settings(), false, listener);
    }

    static RunOutcome run(NightSettings settings, boolean isFull, StepListener listener) {
        try (RunLauncher launcher = RunLauncher.open(settings)) {
            return launcher.run(request(Objects.requireNonNull(settings.businessDate()), isFull), listener);
        }
    }

    /** Settings for the command line, in a file. */
    public Path configuration(List<Path> sources, Path jobs) {
        StringBuilder yaml = new StringBuilder("clientele:\n");
        yaml.append("  data: ").append(data.toAbsolutePath()).append('\n');
        yaml.append("  jobs: ").append(jobs.toAbsolutePath()).append('\n');
        yaml.append("  sources:\n");
        sources.forEach(
                source -> yaml.append("    - ").append(source.toAbsolutePath()).append('\n'));
        yaml.append("  engine:\n    memory: 1GB\n    threads: 2\n");
        Path file = data.resolveSibling(data.getFileName() + ".yaml");
        try {
            return Files.writeString(file, yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path configuration() {
        return configuration(SOURCES, Path.of("jobs"));
    }

    public Path pointer() {
        return data.resolve("marts/current.json");
    }

    PublishedMarts marts() {
        return PublishedMarts.open(data.resolve("marts"));
    }

    /** The SHA-256 of every published Parquet file, each compared with its bytes. */
    Map<String, String> hashes() {
        if (!marts().verify().orElseThrow().problems().isEmpty()) {
            throw new IllegalStateException(
                    marts().verify().orElseThrow().problems().toString());
        }
        Map<String, String> hashes = new TreeMap<>();
        marts().current()
                .orElseThrow()
                .manifest()
                .marts()
                .forEach(mart -> hashes.put(mart.name(), mart.seal().sha256()));
        return hashes;
    }

    /** The SHA-256 of every Parquet file of a version, whether it is shown or not. */
    Map<String, String> hashes(String version) throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        Path folder = data.resolve("marts/versions").resolve(version);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".parquet")).toList()) {
                hashes.put(file.getFileName().toString(), Fingerprint.of(folder, List.of(file)));
            }
        }
        return hashes;
    }

    /** The first column of what Spring Batch's own tables answer; only while no run holds them. */
    List<String> metadata(String sql) {
        String url = "jdbc:h2:file:" + data.resolve("state/metadata").toAbsolutePath() + ";IFEXISTS=TRUE";
        try (Connection connection = DriverManager.getConnection(url, "", "");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (result.next()) {
                values.add(result.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

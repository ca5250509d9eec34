package io.clientele.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.clientele.model.Column;
import io.clientele.model.Fingerprint;
import io.clientele.model.RelationName;
import io.clientele.warehouse.DuckDbWarehouse;
import io.clientele.warehouse.Warehouse.ParquetLayout;
import io.clientele.warehouse.WarehouseException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two walls, each of which must hold by itself: the models are read by rules, and the engine that runs them is fenced. */
class EscapesTest {

    private static final String SECRET = "the-secret-of-the-house";
    private static final String PEOPLE_SQL = "models/staged/people.sql";
    private static final String LANDING = "models/landing/people.yaml";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Path own;
    private Path outside;

    @BeforeEach
    void layOut() throws IOException {
        own = Files.createDirectories(folder.resolve("own"));
        outside = Files.createDirectories(folder.resolve("outside"));
        Files.writeString(outside.resolve("secret.txt"), SECRET);
        Files.writeString(outside.resolve("secret.csv"), "line\n" + SECRET + "\n");
        Files.writeString(outside.resolve("schema.sql"), "create table imported as select 1;\n");
        Files.writeString(outside.resolve("load.sql"), "");
        Files.createSymbolicLink(own.resolve("link"), outside);
        try (DuckDbWarehouse warehouse = DuckDbWarehouse.inMemory()) {
            warehouse.exportParquet(
                    "select '" + SECRET + "' as line",
                    outside.resolve("published.parquet"),
                    ParquetLayout.MART,
                    Map.of());
            warehouse.execute("attach '" + outside.resolve("other.duckdb") + "' as other");
            warehouse.execute("create table other.secret as select '" + SECRET + "' as line");
        }
    }

    @Test
    void theEngineByItselfDeniesAll67EscapesAndNothingOutsideIsChanged() throws IOException {
        List<String> escapes = escapes();
        Map<String, String> before = filesOutside();

        for (String escape : escapes) {
            try (DuckDbWarehouse warehouse = DuckDbWarehouse.inMemory()) {
                warehouse.createEmpty(
                        new RelationName("landing", "people"), List.of(Column.of("person_id", "varchar", false)));
                warehouse.fence(List.of(own));

                WarehouseException denied =
                        catchThrowableOfType(WarehouseException.class, () -> warehouse.execute(escape));

                assertThat(denied).as(escape).isNotNull();
                assertThat(denied.reason()).as(escape).doesNotContain(SECRET);
            }
        }

        assertThat(escapes).hasSize(67);
        assertThat(filesOutside()).isEqualTo(before);
    }

    @Test
    void aModelThatIsOneOf67EscapesIsRefusedBeforeAnythingRuns() throws IOException {
        JobsFolder jobs = new JobsFolder(folder);
        Map<String, String> before = filesOutside();

        for (String escape : escapes()) {
            jobs.write(PEOPLE_SQL, escape);

            assertThat(jobs.refusal())
                    .as(escape)
                    .startsWith("Cannot ")
                    .contains(PEOPLE_SQL)
                    .doesNotContain(SECRET);
        }

        assertThat(filesOutside()).isEqualTo(before);
    }

    @Test
    void aCheckIsOneExpressionOverItsRowsAndOpensNoFile() throws IOException {
        JobsFolder jobs = new JobsFolder(folder);
        String landing = Files.readString(folder.resolve("jobs").resolve(LANDING));
        Map<String, String> before = filesOutside();
        for (String check : List.of(
                "(select count(*) from read_text('" + outside + "/secret.txt')) > 0",
                "(select count(*) from landing.people) > 0",
                "true); copy (select 1) to '" + outside + "/stolen.csv'; select (true",
                "getenv('HOME') is not null",
                "random() < 2")) {
            jobs.write(LANDING, landing.replace("born_on >= date '1900-01-01'", '"' + check + '"'));

            assertThat(jobs.refusal()).as(check).startsWith("Cannot read the models: ");
        }
        assertThat(filesOutside()).isEqualTo(before);
    }

    private List<String> escapes() throws IOException {
        try (InputStream in = Objects.requireNonNull(EscapesTest.class.getResourceAsStream("escapes.sql"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.replace("{outside}", outside.toString()).replace("{own}", own.toString()))
                    .toList();
        }
    }

    private Map<String, String> filesOutside() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(outside)) {
            for (Path file : all.toList()) {
                files.put(file.getFileName().toString(), Fingerprint.ofBytes(file));
            }
        }
        return files;
    }
}

package io.clientele.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.nightly.SampleDatabase.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class DatabaseNightTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path shared;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private static SampleHouse files;

    @BeforeAll
    static void runTheNightOfTheFiles() {
        files = new SampleHouse(shared.resolve("data"));
        files.run(new Recorder());
    }

    private static Path night() {
        return files.data().resolve("work/20261120-r0/night.duckdb");
    }

    private static SampleDatabase erp(String name) throws SQLException {
        return SampleDatabase.of("erp", Server.POSTGRESQL, name, night());
    }

    private NightSettings settings(SampleHouse house, Path... sources) {
        return house.settings(Path.of("jobs"), List.of(sources), 2, DataSize.ofGigabytes(2));
    }

    @Test
    void erpOnPostgreSqlAndCrmOnMariaDbPublishTheMartsOfTheFiles() throws IOException, SQLException {
        SampleDatabase erp = erp("both_erp");
        SampleDatabase crm = SampleDatabase.of("crm", Server.MARIADB, "both_crm", night());
        SampleHouse house = new SampleHouse(folder.resolve("data"));

        SampleHouse.run(
                settings(
                        house,
                        erp.sourceFile(folder, "erp", List.of(), Map.of()),
                        crm.sourceFile(folder, "crm", List.of(), Map.of())),
                false,
                new Recorder());

        Map<String, String> expected = new TreeMap<>(files.hashes());
        Map<String, String> found = new TreeMap<>(house.hashes());
        expected.remove("data_quality_v1");
        found.remove("data_quality_v1");
        assertThat(found).hasSize(26).isEqualTo(expected);
    }
}

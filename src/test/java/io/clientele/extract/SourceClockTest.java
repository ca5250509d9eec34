package io.clientele.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.extract.jdbc.Drivers;
import io.clientele.model.Refusal;
import io.clientele.servers.PostgreSql;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A source whose clock and ours do not agree. */
class SourceClockTest {

    @SuppressWarnings("NullAway.Init")
    private static Connection source;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeAll
    static void connect() throws SQLException {
        source = PostgreSql.connect(PostgreSql.database("clock"));
        try (Statement statement = source.createStatement()) {
            statement.execute("create table things as select 1 as id");
        }
    }

    @AfterAll
    static void disconnect() throws SQLException {
        source.close();
    }

    /** How many parts there are to read where our clock differs from the source's by so much. */
    private int parts(Duration ahead) throws SQLException {
        try (Deliveries deliveries = new Deliveries(folder)) {
            deliveries.write("erp/things.sql", "select id from things");
            deliveries
                    .table("things", "id varchar")
                    .environment("PASSWORD", PostgreSql.PASSWORD)
                    .sourceFile("erp", """
                            source: erp
                            kind: erp
                            database: {url: "%s", username: %s, password: "${PASSWORD}"}
                            tables: {things: {query: things.sql}}
                            """.formatted(source.getMetaData().getURL(), PostgreSql.USERNAME));
            TakeIn takeIn = deliveries.takeIn();
            takeIn.keepDeliveries(Deliveries.EVENING);
            try (SourceExtraction extraction =
                    takeIn.extractions(Drivers.in(folder)).get(0)) {
                return extraction
                        .tables()
                        .get(0)
                        .begin(Instant.now().minus(ahead))
                        .size();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT10M", "PT11H", "-PT11H"})
    void aClockThatIsHoursOffIsReadFor(Duration ahead) throws SQLException {
        assertThat(parts(ahead)).isEqualTo(1);
    }

    @Test
    void aClockThatIsOnAnotherDayIsRefused() {
        for (Duration ahead : new Duration[] {Duration.ofHours(13), Duration.ofHours(-13)}) {
            assertThatThrownBy(() -> parts(ahead))
                    .isInstanceOfSatisfying(
                            Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.GATE))
                    .hasMessageMatching(
                            "Cannot read erp: its clock says \\S+Z, ours \\S+Z: nobody can tell which day its"
                                    + " records are of");
        }
    }
}

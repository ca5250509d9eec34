package io.clientele.extract.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A driver of which nothing is known, H2's, through the getters that JDBC prescribes. */
class AnyDriverRowsTest {

    private final Path folder;

    AnyDriverRowsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void valuesComeThroughTheGettersOfJdbc() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
            assertThat(new Extraction(connection, folder, ZoneId.of("Europe/Berlin"), false)
                            .rows(
                                    """
                                    select 7 as a, 12.50 as b, cast(0.1 as double precision) as c, true as d, date '2024-02-29' as e,
                                        timestamp '2024-03-31 02:30:00.123456' as f,
                                        timestamp with time zone '2024-07-01 12:00:00+05:30' as g, 'Größe' as h, 12.50 as i, 1.23456 as j,
                                        cast('NaN' as double precision) as k, 3000000000 as l, 'x' || char(0) as m
                                    """,
                                    "a varchar",
                                    "b decimal(18,4)",
                                    "c double",
                                    "d boolean",
                                    "e date",
                                    "f timestamp",
                                    "g timestamp",
                                    "h varchar",
                                    "i varchar",
                                    "j decimal(18,4)",
                                    "k double",
                                    "l integer",
                                    "m varchar"))
                    .containsExactly(
                            "7|12.5000|0.1|true|2024-02-29|2024-03-31 01:30:00.123456|2024-07-01 06:30:00|Größe|12.50|null|null|null|null|"
                                    + "{\"j\":\"1.23456\",\"k\":\"NaN\",\"l\":\"3000000000\",\"m\":\"x\\\\x00\"}");
        }
    }
}

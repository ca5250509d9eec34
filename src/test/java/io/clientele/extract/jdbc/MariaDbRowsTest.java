package io.clientele.extract.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.servers.MariaDb;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MariaDB's values over its text protocol and, with server-side statements, over its binary one. */
class MariaDbRowsTest {
    private static Connection text;
    private static Connection binary;

    private final Path folder;

    MariaDbRowsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeAll
    static void connect() throws SQLException {
        String url = MariaDb.database("rows");
        text = MariaDb.connect(url);
        binary = MariaDb.connect(url + "?useServerPrepStmts=true");
        Extraction.execute(text, "set session sql_mode = ''", """
                create table kinds (
                    id bigint unsigned, tiny tinyint, flag tinyint(1), one bit(1), money decimal(30, 10), real8 double, real4 float,
                    day date, moment datetime(6), stamp timestamp(6) null, born year, kind enum('goods', 'service'), name varchar(40),
                    code varbinary(40), note longtext, doc json)
                """, """
                insert into kinds values
                    (1, -5, 1, b'1', 12.5, 0.1, 0.1, '2024-02-29', '2024-07-15 12:00:00.123456', '2024-07-15 12:00:00.5', 2024,
                        'goods', 'Größe 王', 'abc', 'long', '{"a": 1}'),
                    (18446744073709551615, 7, 2, b'0', 12345678901234567890.0000000001, 1e300, -2.5, '0000-00-00',
                        '0000-00-00 00:00:00', '1970-01-01 00:00:01', 1901, 'service', 'a\\0b', x'ff41', '', null),
                    (null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null)
                """);
    }

    @AfterAll
    static void disconnect() throws SQLException {
        text.close();
        binary.close();
    }

    private Extraction from(String protocol) {
        return new Extraction(protocol.equals("binary") ? binary : text, folder, ZoneId.of("UTC"), true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "binary"})
    void numbersComeExactlyAndThoseThatDoNotFitAreMisfits(String protocol) throws Exception {
        assertThat(from(protocol)
                        .rows(
                                "select * from kinds",
                                "id bigint",
                                "tiny integer",
                                "flag bigint",
                                "money decimal(18,4)",
                                "real8 double",
                                "real4 decimal(18,4)",
                                "born bigint"))
                .containsExactly(
                        "1|-5|1|12.5000|0.1|0.1000|2024",
                        "null|7|2|null|1e+300|-2.5000|1901|{\"id\":\"18446744073709551615\","
                                + "\"money\":\"12345678901234567890.0000000001\"}",
                        "null|null|null|null|null|null|null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "binary"})
    void aBooleanIsZeroOrOne(String protocol) throws Exception {
        assertThat(from(protocol).rows("select * from kinds", "flag boolean", "one boolean"))
                .containsExactly("true|true", "null|false|{\"flag\":\"2\"}", "null|null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "binary"})
    void datesOfZerosAreMisfitsAndTheOthersComeToTheMicrosecond(String protocol) throws Exception {
        assertThat(from(protocol).rows("select * from kinds", "day date", "moment timestamp", "stamp timestamp"))
                .containsExactly(
                        "2024-02-29|2024-07-15 12:00:00.123456|2024-07-15 12:00:00.5",
                        "null|null|1970-01-01 00:00:01|{\"day\":\"0000-00-00\",\"moment\":\"0000-00-00 00:00:00.000000\"}",
                        "null|null|null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "binary"})
    void everythingHasATextUnlessItsBytesAreNone(String protocol) throws Exception {
        assertThat(from(protocol)
                        .rows(
                                "select * from kinds",
                                "id varchar",
                                "flag varchar",
                                "money varchar",
                                "day varchar",
                                "kind varchar",
                                "name varchar",
                                "code varchar",
                                "note varchar",
                                "doc varchar"))
                .containsExactly(
                        "1|1|12.5000000000|2024-02-29|goods|Größe 王|abc|long|{\"a\": 1}",
                        "18446744073709551615|2|12345678901234567890.0000000001|0000-00-00|service|null|null||null|"
                                + "{\"name\":\"a\\\\x00b\",\"code\":\"\\\\xffA\"}",
                        "null|null|null|null|null|null|null|null|null");
    }
}

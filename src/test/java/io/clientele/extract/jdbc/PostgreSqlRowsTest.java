package io.clientele.extract.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.servers.PostgreSql;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PostgreSQL's values, in the binary form that cursors get and in the text form that a driver may fall back to. */
class PostgreSqlRowsTest {
    private static String url = "";

    private final Path folder;

    PostgreSqlRowsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private static Connection binary;
    private static Connection text;

    @BeforeAll
    static void connect() throws SQLException {
        url = PostgreSql.database("rows");
        binary = connect(url, "-1");
        text = connect(url, "0");
    }

    @AfterAll
    static void disconnect() throws SQLException {
        binary.close();
        text.close();
    }

    private static Connection connect(String url, String prepareThreshold) throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", PostgreSql.USERNAME);
        login.setProperty("password", PostgreSql.PASSWORD);
        login.setProperty("prepareThreshold", prepareThreshold);
        login.setProperty("binaryTransfer", String.valueOf(prepareThreshold.equals("-1")));
        Connection connection = DriverManager.getConnection(url, login);
        connection.setAutoCommit(false);
        return connection;
    }

    private Extraction from(String format, String zone) throws SQLException {
        (format.equals("binary") ? binary : text).rollback();
        return new Extraction(format.equals("binary") ? binary : text, folder, ZoneId.of(zone), true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"binary", "text"})
    void theEngineReadsTheContractsTypesFromAPart(String format) throws Exception {
        assertThat(from(format, "UTC")
                        .types(
                                "select 1 as a",
                                "a varchar",
                                "b boolean",
                                "c integer",
                                "d bigint",
                                "e decimal(18,4)",
                                "f decimal(38,9)",
                                "g double",
                                "h date",
                                "i timestamp"))
                .containsExactly(
                        "VARCHAR",
                        "BOOLEAN",
                        "INTEGER",
                        "BIGINT",
                        "DECIMAL(18,4)",
                        "DECIMAL(38,9)",
                        "DOUBLE",
                        "DATE",
                        "TIMESTAMP",
                        "VARCHAR");
    }

    @ParameterizedTest
    @ValueSource(strings = {"binary", "text"})
    void columnsAreFoundByLabelInAnyCaseAndThoseMissingAreNull(String format) throws Exception {
        assertThat(from(format, "UTC").rows("select 2 as \"B\", 1 as a", "a bigint", "b bigint", "c bigint"))
                .containsExactly("1|2|null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"binary", "text"})
    void numbersComeExactlyAndNullsStayNull(String format) throws Exception {
        assertThat(from(format, "UTC").rows("""
                                select * from (values
                                    ('-32768'::int2, '-2147483648'::int4, '-9223372036854775808'::int8, -0.0001::numeric, 1.5::float8),
                                    (7, 8, 9, 99999999999999.9999, -0.1),
                                    (0, 0, 0, 100000, 1e300),
                                    (null, null, null, null, null)) as v (a, b, c, d, e)
                                """, "a bigint", "b integer", "c bigint", "d decimal(18,4)", "e double"))
                .containsExactly(
                        "-32768|-2147483648|-9223372036854775808|-0.0001|1.5",
                        "7|8|9|99999999999999.9999|-0.1",
                        "0|0|0|100000.0000|1e+300",
                        "null|null|null|null|null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"binary", "text"})
    void everyPowerOfTenThatADecimalHoldsComesBackAndTheNextOneDoesNot(String format) throws Exception {
        assertThat(from(format, "UTC").rows("""
                                select sign * 10::numeric ^ power as n
                                from generate_series(-6, 11) as power, (values (1), (-1)) as v (sign)
                                order by power, sign
                                """, "n decimal(18,6)"))
                .hasSize(36)
                .startsWith("-0.000001", "0.000001", "-0.000010", "0.000010")
                .endsWith("-10000000000.000000", "10000000000.000000", "-100000000000.000000", "100000000000.000000");
        assertThat(from(format, "UTC")
                        .rows(
                                "select * from (values (1000000000000.0), (0.0000010), (0.0000001), (-1e30)) as v (n)",
                                "n decimal(18,6)"))
                .containsExactly(
                        "null|{\"n\":\"1000000000000.0\"}",
                        "0.000001",
                        "null|{\"n\":\"0.0000001\"}",
                        "null|{\"n\":\"-1000000000000000000000000000000\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"binary", "text"})
    void wideDecimalsHaveUpToThirtyEightDigits(String format) throws Exception {
        assertThat(from(format, "UTC").rows("""
                                select * from (values (12345678901234567890123456789.123456789::numeric), (-1), (0.0000000001),
                                    (1e29), ('NaN')) as v (n)
                                """, "n decimal(38,9)"))
                .containsExactly(
                        "12345678901234567890123456789.123456789",
                        "-1.000000000",
                        "null|{\"n\":\"0.0000000001\"}",
                        "null|{\"n\":\"100000000000000000000000000000\"}",
                        "null|{\"n\":\"NaN\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"binary", "text"})
    void whatIsNoFiniteNumberIsAMisfit(String format) throws Exception {
        assertThat(from(format, "UTC")
                        .rows(
                                "select 'NaN'::numeric as a, '-Infinity'::numeric as b, 'Infinity'::float8 as c, 'NaN'::float8 as d",
                                "a decimal(18,4)",
                                "b bigint",
                                "c double",
                                "d decimal(18,2)"))
                .containsExactly(
                        "null|null|null|null|{\"a\":\"NaN\",\"b\":\"-Infinity\",\"c\":\"Infinity\",\"d\":\"NaN\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"binary", "text"})
    void aNumberTooBigOrWithDecimalsIsNoInteger(String format) throws Exception {
        assertThat(from(format, "UTC")
                        .rows(
                                "select 2147483648 as a, 1.5 as b, 9223372036854775808 as c, 4.00 as d, 922337203685477580 as e",
                                "a integer",
                                "b bigint",
                                "c bigint",
                                "d bigint",
                                "e decimal(18,4)"))
                .containsExactly("null|null|null|4|null|{\"a\":\"2147483648\",\"b\":\"1.5\","
                        + "\"c\":\"9223372036854775808\",\"e\":\"922337203685477580\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"binary", "text"})
    void datesAndTimestampsComeToTheMicrosecond(String format) throws Exception {
        assertThat(from(format, "UTC")
                        .rows(
                                """
                                select date '2024-02-29' as a, date '0001-01-01' as b, date '1999-12-31' as c,
                                    timestamp '1969-12-31 23:59:59.999999' as d, timestamptz '2024-07-01 12:00:00.5+02' as e,
                                    timestamp '9999-12-31 23:59:59.999999' as f, date '2024-03-01' as g
                                """,
                                "a date",
                                "b date",
                                "c date",
                                "d timestamp",
                                "e timestamp",
                                "f timestamp",
                                "g timestamp"))
                .containsExactly("2024-02-29|0001-01-01|1999-12-31|1969-12-31 23:59:59.999999|2024-07-01 10:00:00.5|"
                        + "9999-12-31 23:59:59.999999|2024-03-01 00:00:00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"binary", "text"})
    void datesOutsideTheYears1To9999AreMisfits(String format) throws Exception {
        assertThat(from(format, "UTC").rows("""
                                select 'infinity'::date as a, '-infinity'::timestamp as b, 'infinity'::timestamptz as c,
                                    date '0044-03-15 BC' as d, date '10000-01-01' as e
                                """, "a date", "b timestamp", "c timestamp", "d date", "e date"))
                .containsExactly("null|null|null|null|null|{\"a\":\"infinity\",\"b\":\"-infinity\",\"c\":\"infinity\","
                        + "\"d\":\"0044-03-15 BC\",\"e\":\"10000-01-01\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"binary", "text"})
    void aTimestampIsADateOnlyAtMidnight(String format) throws Exception {
        assertThat(from(format, "UTC")
                        .rows(
                                "select timestamp '2024-02-29 00:00' as a, timestamp '2024-02-29 00:00:01' as b",
                                "a date",
                                "b date"))
                .containsExactly("2024-02-29|null|{\"b\":\"2024-02-29 00:00:01\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"binary", "text"})
    void timestampsWithoutAZoneAreOnTheDatabasesClockAlsoWhenItIsPutForwardAndBack(String format) throws Exception {
        assertThat(from(format, "Europe/Berlin").rows("""
                                select stamp from (values (timestamp '2024-01-15 12:00'), ('2024-07-15 12:00'),
                                    ('2024-03-31 01:59:59.999999'), ('2024-03-31 02:30'), ('2024-03-31 03:00'),
                                    ('2024-10-27 01:59'), ('2024-10-27 02:30'), ('2024-10-27 03:00')) as v (stamp)
                                """, "stamp timestamp"))
                .containsExactly(
                        "2024-01-15 11:00:00",
                        "2024-07-15 10:00:00",
                        "2024-03-31 00:59:59.999999",
                        "2024-03-31 01:30:00",
                        "2024-03-31 01:00:00",
                        "2024-10-26 23:59:00",
                        "2024-10-27 00:30:00",
                        "2024-10-27 02:00:00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"binary", "text"})
    void everythingHasAText(String format) throws Exception {
        assertThat(from(format, "UTC")
                        .rows(
                                """
                                select 42 as a, -7::int8 as b, true as c, false as d, 1.50::numeric as e,
                                    '6f1c9b1e-0f9d-4d7b-8a56-3f4f5f0a9b11'::uuid as f, '{"de": "Stück"}'::jsonb as g,
                                    array['a b'] as h, 'Größe 王'::varchar as i, ''::text as j, 'x'::char(3) as k,
                                    date '2024-02-29' as l, 9223372036854775807 as m, 0 as n
                                """,
                                "a varchar",
                                "b varchar",
                                "c varchar",
                                "d varchar",
                                "e varchar",
                                "f varchar",
                                "g varchar",
                                "h varchar",
                                "i varchar",
                                "j varchar",
                                "k varchar",
                                "l varchar",
                                "m varchar",
                                "n varchar"))
                .containsExactly(
                        "42|-7|true|false|1.50|6f1c9b1e-0f9d-4d7b-8a56-3f4f5f0a9b11|{\"de\": \"Stück\"}|{\"a b\"}|"
                                + "Größe 王||x  |2024-02-29|9223372036854775807|0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"binary", "text"})
    void aBooleanIsAlsoZeroOrOneAndNothingElse(String format) throws Exception {
        assertThat(from(format, "UTC")
                        .rows(
                                "select true as a, 0 as b, 1::numeric as c, 't' as d, 2 as e, 'yes' as f, null::bool as g",
                                "a boolean",
                                "b boolean",
                                "c boolean",
                                "d boolean",
                                "e boolean",
                                "f boolean",
                                "g boolean"))
                .containsExactly("true|false|true|true|null|null|null|{\"e\":\"2\",\"f\":\"yes\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"binary", "text"})
    void aTextIsANumberOrADateOnlyWhenItPlainlyIs(String format) throws Exception {
        assertThat(from(format, "UTC")
                        .rows(
                                "select '12.50' as a, '12,50' as b, '-3' as c, ' 3' as d, '2024-02-29' as e, '29.02.2024' as f, '' as g",
                                "a decimal(18,4)",
                                "b decimal(18,4)",
                                "c bigint",
                                "d bigint",
                                "e date",
                                "f date",
                                "g double"))
                .containsExactly("12.5000|null|-3|null|2024-02-29|null|null|{\"b\":\"12,50\",\"d\":\" 3\","
                        + "\"f\":\"29.02.2024\",\"g\":\"\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"binary", "text"})
    void bytesThatAreNoTextAreKeptAsHexadecimal(String format) throws Exception {
        String raw = PostgreSql.database("raw");
        try (Connection server = PostgreSql.connect(raw)) {
            Extraction.execute(
                    server,
                    "drop database if exists raw_bytes",
                    "create database raw_bytes template template0 encoding 'SQL_ASCII' lc_collate 'C' lc_ctype 'C'");
        }
        String bytes = raw.replace("/raw", "/raw_bytes");
        try (Connection connection =
                connect(bytes + "?allowEncodingChanges=true", format.equals("binary") ? "-1" : "0")) {
            Extraction.execute(connection, "set client_encoding to 'SQL_ASCII'");
            assertThat(new Extraction(connection, folder, ZoneOffset.UTC, true)
                            .rows("select E'M\\xfcller' as a, 'kept' as b", "a varchar", "b varchar"))
                    .containsExactly("null|kept|{\"a\":\"M\\\\xfcller\"}");
        }
    }

    @Test
    void severalRowGroupsHoldEveryRowWithItsNulls() throws Exception {
        Path file = from("binary", "UTC")
                .file(
                        """
                        select i as id, case when i % 3 > 0 then i * 1.5 end as amount, case when i % 5 > 0 then 'T' || i % 7000 end as name,
                            i % 2 = 0 as even, case when i > 130000 then i::text end as late, null::date as never
                        from generate_series(1, 250000) as i
                        """,
                        "id bigint",
                        "amount decimal(18,4)",
                        "name varchar",
                        "even boolean",
                        "late varchar",
                        "never date");
        assertThat(Extraction.answer("""
                                select concat_ws('|', count(*), sum(id), sum(amount), count(amount), count(name), count(distinct name),
                                    count(*) filter (even), count(*) filter (even = (mod(id, 2) = 0)), count(late),
                                    count(*) filter (late = id::varchar), count(*) filter (name = 'T' || mod(id, 7000)::varchar), count(never))
                                from '%s'
                                """.formatted(file)))
                .containsExactly(
                        "250000|31250125000|31250125000.5000|166667|200000|5600|125000|250000|120000|120000|200000|0");
        assertThat(Extraction.answer("select count(distinct row_group_id) from parquet_metadata('" + file + "')"))
                .containsExactly("3");
    }
}

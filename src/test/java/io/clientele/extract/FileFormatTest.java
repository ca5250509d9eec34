package io.clientele.extract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.model.Refusal;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the formats of a source file make of the texts in its files. */
class FileFormatTest {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private Path folder;
    private Deliveries deliveries;

    @BeforeEach
    void open(@TempDir Path temporary) {
        folder = temporary;
        deliveries = new Deliveries(folder);
    }

    @AfterEach
    void close() {
        deliveries.close();
    }

    /** What lands of a file's column {@code v} in a nullable column of a type. */
    private List<String> landed(String type, String format, String... values) {
        StringBuilder csv = new StringBuilder("id;v\n");
        for (int i = 0; i < values.length; i++) {
            csv.append(i).append(';').append(values[i]).append('\n');
        }
        deliveries
                .table("things", "id varchar", "v " + type + "?")
                .source(
                        "erp",
                        "format: {delimiter: ';', " + format
                                + "}\nfiles:\n  f: {path: f.csv}\ntables:\n  things: {from: f}\n");
        deliveries.write("f.csv", csv.toString());
        deliveries.take();
        return deliveries.rows("SELECT coalesce(CAST(t.v AS VARCHAR), '∅') FROM range(" + values.length
                + ") AS r(i) LEFT JOIN landing.things AS t ON t.id = CAST(r.i AS VARCHAR) ORDER BY r.i");
    }

    @ParameterizedTest
    @CsvSource({
        "utf-8,UTF-8,''",
        "utf-8,UTF-8,BOM",
        "utf-16,UTF-16LE,BOM",
        "utf-16,UTF-16LE,''",
        "latin-1,ISO-8859-1,''"
    })
    void twoRowsWithUmlautsLandWhateverTheEncoding(String encoding, String charset, String mark) {
        deliveries
                .table("things", "id varchar", "name varchar")
                .source(
                        "erp",
                        "format: {encoding: " + encoding
                                + "}\nfiles:\n  f: {path: f.csv}\ntables:\n  things: {from: f}\n");
        String text = "id,name\n1,Ärger & Söhne\n2,naïve\n";
        deliveries.write("f.csv", (mark.isEmpty() ? "" : BYTE_ORDER_MARK) + text, Charset.forName(charset));

        assertThat(deliveries.counts("things")).isEqualTo(new TakeIn.Counts(2, 2, 0, 0));
        assertThat(deliveries.rows("SELECT id, name FROM landing.things ORDER BY id"))
                .containsExactly("1|Ärger & Söhne", "2|naïve");
    }

    @Test
    void aByteOrderMarkBeforeAQuotedHeaderIsNoPartOfItsFirstName() {
        deliveries
                .table("things", "id varchar", "name varchar")
                .source("erp", "files:\n  f: {path: f.csv}\ntables:\n  things: {from: f}\n");
        deliveries.write("f.csv", BYTE_ORDER_MARK + "\"id\",\"name\"\n1,a\n");

        deliveries.take();

        assertThat(deliveries.rows("SELECT id, name FROM landing.things")).containsExactly("1|a");
    }

    @Test
    void bigEndianUtf16IsRefusedInsteadOfReadAsNoRows() {
        deliveries
                .table("things", "id varchar")
                .source(
                        "erp",
                        "format: {encoding: utf-16}\nfiles:\n  f: {path: f.csv}\ntables:\n  things: {from: f}\n");
        deliveries.write("f.csv", BYTE_ORDER_MARK + "id\n1\n2\n", UTF_16BE);

        assertThatThrownBy(deliveries::take)
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("f.csv): it is big-endian UTF-16, of which only little-endian can be read");
    }

    @Test
    void aLatin1ByteInAUtf8FileQuarantinesItsLineOfThree() {
        deliveries
                .table("things", "id varchar", "name varchar")
                .source("erp", "files:\n  f: {path: f.csv}\ntables:\n  things: {from: f}\n");
        deliveries.write("f.csv", "id,name\n1,a\n2,Müller\n3,c\n", ISO_8859_1);

        assertThat(deliveries.counts("things")).isEqualTo(new TakeIn.Counts(3, 2, 1, 0));
        assertThat(deliveries.rows("SELECT id FROM landing.things ORDER BY id")).containsExactly("1", "3");
        assertThat(deliveries.quarantine("erp", "things"))
                .containsExactly("2|MALFORMED_LINE INVALID ENCODING|2,M?ller");
    }

    @Test
    void anEncodingThatNobodyCanReadIsRefusedWithItsLine() {
        deliveries
                .table("things", "id varchar")
                .source(
                        "erp",
                        "format:\n  encoding: windows-1252\nfiles:\n  f: {path: f.csv}\ntables:\n  things: {from: f}\n");

        assertThatThrownBy(deliveries::sources)
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("erp.yaml:5: format.encoding")
                .hasMessageContaining("latin-1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            value = {";!\";\"", "|!\"|\"", "\\t!\"\\t\"", "||!\"||\""})
    void everyDelimiterStandsInAQuotedTextToo(String escaped, String yaml) {
        String delimiter = escaped.replace("\\t", "\t");
        deliveries
                .table("things", "id varchar", "name varchar")
                .source(
                        "erp",
                        "format: {delimiter: " + yaml
                                + "}\nfiles:\n  f: {path: f.csv}\ntables:\n  things: {from: f}\n");
        deliveries.write("f.csv", "id" + delimiter + "name\n1" + delimiter + "\"a" + delimiter + "b\"\n");

        deliveries.take();

        assertThat(deliveries.rows("SELECT name FROM landing.things")).containsExactly("a" + delimiter + "b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            value = {
                "'\"'!'\"'!\"say \"\"hi\"\"\"!say \"hi\"",
                "'\"'!'\\'!\"say \\\"hi\\\"\"!say \"hi\"",
                "\"'\"!\"'\"!'it''s'!it's",
                "''!''!5\" pipe!5\" pipe"
            })
    void quotesAndEscapesAreTheFilesOwn(String quote, String escape, String written, String read) {
        deliveries
                .table("things", "id varchar", "name varchar")
                .source(
                        "erp",
                        "format: {quote: " + quote + ", escape: " + escape
                                + "}\nfiles:\n  f: {path: f.csv}\ntables:\n  things: {from: f}\n");
        deliveries.write("f.csv", "id,name\n1," + written + "\n");

        deliveries.take();

        assertThat(deliveries.rows("SELECT name FROM landing.things")).containsExactly(read);
    }

    @Test
    void aDecimalCommaTakesNoPoint() {
        assertThat(landed(
                        "decimal(18,4)",
                        "decimal_separator: ','",
                        "1234,56",
                        "-0,5",
                        ",25",
                        "+7",
                        "1.234,56",
                        "1,2,3",
                        "1e3"))
                .containsExactly("1234.5600", "-0.5000", "0.2500", "7.0000", "∅", "∅", "∅");
    }

    @Test
    void thousandsStandInThreesOrAreNoNumber() {
        assertThat(landed(
                        "decimal(18,4)",
                        "decimal_separator: ',', thousands_separator: '.'",
                        "1.234,56",
                        "1.234.567",
                        "1234,5",
                        "12.34",
                        "1.23,4",
                        "1,234"))
                .containsExactly("1234.5600", "1234567.0000", "1234.5000", "∅", "∅", "1.2340");
    }

    @Test
    void aPointTakesExponentsAndNoUnderscores() {
        assertThat(landed("decimal(18,4)", "trim: true", "1.5", "15e-1", "1.5E+2", "1_000", "0x10", "1,5", "NaN"))
                .containsExactly("1.5000", "1.5000", "150.0000", "∅", "∅", "∅", "∅");
    }

    @Test
    void aWholeNumberIsNeverRounded() {
        assertThat(landed("bigint", "trim: true", "42", "-7", "007", "1.5", "1e3", "1_000", "9223372036854775808"))
                .containsExactly("42", "-7", "7", "∅", "∅", "∅", "∅");
    }

    @Test
    void aDoubleIsFinite() {
        assertThat(landed("double", "trim: true", "0.1", "1e3", "1e999", "nan", "inf"))
                .containsExactly("0.1", "1000.0", "∅", "∅", "∅");
    }

    @Test
    void decimalsThatTheColumnCannotHoldAreNotRoundedAway() {
        landed("decimal(18,2)", "decimal_separator: ','", "1,23", "1,230000", "1,234", "10000000,00", "0,005");

        assertThat(deliveries.rows("SELECT id, v FROM landing.things ORDER BY id"))
                .containsExactly("0|1.23", "1|1.23", "3|10000000.00");
        assertThat(deliveries.reasons("things")).containsExactly("TOO_MANY_DECIMALS v|2");
    }

    @Test
    void anExponentHidesNoDecimals() {
        landed("decimal(18,2)", "trim: true", "1e-2", "1e-3", "1.23456e3", "1.23456e2");

        assertThat(deliveries.rows("SELECT id, v FROM landing.things ORDER BY id"))
                .containsExactly("0|0.01", "2|1234.56");
        assertThat(deliveries.reasons("things")).containsExactly("TOO_MANY_DECIMALS v|2");
    }

    @Test
    void aDateThatTheCalendarLacksIsNoDate() {
        assertThat(landed("date", "date_format: '%d.%m.%Y'", "28.02.2026", "1.3.2026", "29.02.2026", "2026-02-28"))
                .containsExactly("2026-02-28", "2026-03-01", "∅", "∅");
    }

    @Test
    void aYearOfTwoDigitsIsNotTheFirstCentury() {
        assertThat(landed("date", "date_format: '%d.%m.%Y'", "01.02.26", "01.02.2026"))
                .containsExactly("∅", "2026-02-01");
    }

    @Test
    void formatsOfTheSourceOfTheFileAndOfTheColumnGiveTheSameDay() {
        deliveries
                .table("things", "id varchar", "a date", "b timestamp")
                .table("others", "id varchar", "a date")
                .source("erp", """
                        format: {date_format: '%d.%m.%Y', timestamp_format: '%d.%m.%Y %H:%M'}
                        files:
                          f: {path: f.csv}
                          g: {path: g.csv, date_format: '%m/%d/%Y'}
                        tables:
                          things:
                            from: f
                            columns: {id: id, a: a, b: {column: b, timestamp_format: '%Y%m%dT%H%M%S'}}
                          others: {from: g}
                        """);
        deliveries.write("f.csv", "id,a,b\n1,20.11.2026,20261120T101112\n");
        deliveries.write("g.csv", "id,a\n1,11/20/2026\n");

        deliveries.take();

        assertThat(deliveries.rows("SELECT a, b FROM landing.things"))
                .containsExactly("2026-11-20|2026-11-20 10:11:12");
        assertThat(deliveries.rows("SELECT a FROM landing.others")).containsExactly("2026-11-20");
    }

    @Test
    void localTimesBecomeUtcAlsoOnTheTwoNightsWhenTheClocksChange() {
        assertThat(landed(
                        "timestamp",
                        "time_zone: Europe/Berlin",
                        "2026-07-01 12:00:00",
                        "2026-03-29 01:59:59",
                        "2026-03-29 02:30:00",
                        "2026-03-29 03:00:00",
                        "2026-10-25 01:59:59",
                        "2026-10-25 02:30:00",
                        "2026-10-25 03:00:00"))
                .containsExactly(
                        "2026-07-01 10:00:00",
                        "2026-03-29 00:59:59",
                        "2026-03-29 01:30:00",
                        "2026-03-29 01:00:00",
                        "2026-10-24 23:59:59",
                        "2026-10-25 01:30:00",
                        "2026-10-25 02:00:00");
    }

    @Test
    void anOffsetInTheTextWinsOverTheTimeZone() {
        assertThat(landed(
                        "timestamp",
                        "time_zone: Europe/Berlin, timestamp_format: '%Y-%m-%dT%H:%M:%S%z'",
                        "2026-07-01T12:00:00+05:00",
                        "2026-07-01T12:00:00-0130"))
                .containsExactly("2026-07-01 07:00:00", "2026-07-01 13:30:00");
        assertThat(deliveries.rows("SELECT DISTINCT typeof(v) FROM landing.things"))
                .containsExactly("TIMESTAMP");
    }

    @ParameterizedTest
    @CsvSource({"Europe/Berlni,Europe/Berlin", "+02:00,''"})
    void aTimeZoneThatNoRegionHasIsRefused(String zone, String meant) {
        deliveries
                .table("things", "id varchar")
                .source(
                        "erp",
                        "format: {time_zone: '" + zone
                                + "'}\nfiles:\n  f: {path: f.csv}\ntables:\n  things: {from: f}\n");

        assertThatThrownBy(deliveries::sources)
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("erp.yaml:4: there is no time zone " + zone)
                .hasMessageContaining(meant);
    }

    @Test
    void theTextsForNothingYesAndNoAreTheSourcesOwn() {
        assertThat(landed(
                        "boolean",
                        "null_text: ['', 'NULL', '-'], true_text: ['X', 'ja'], false_text: ['O', 'nein']",
                        "X",
                        "JA",
                        "nein",
                        "o",
                        "NULL",
                        "-",
                        "1"))
                .containsExactly("true", "true", "false", "false", "∅", "∅", "∅");
        assertThat(deliveries.reasons("things")).containsExactly("WRONG_TYPE v|1");
    }

    @Test
    void trimTakesNonBreakingSpacesTooAndOnlyWhereItIsWanted() {
        assertThat(landed("varchar", "trim: true", "\u00a0 a b \u00a0\t", " c")).containsExactly("a b", "c");
    }

    @Test
    void withoutTrimASpaceStays() {
        assertThat(landed("varchar", "trim: false", " c ")).containsExactly(" c ");
    }

    @Test
    void aCodeMeansWhatItsValuesSayAndAnUnknownOneIsNotAllowed() {
        deliveries
                .table(Deliveries.allowing(
                        Deliveries.contract("things", "id varchar", "status varchar", "kind varchar", "rank bigint"),
                        "status",
                        "open",
                        "done"))
                .source("erp", """
                        files: {f: {path: f.csv}}
                        tables:
                          things:
                            from: f
                            columns:
                              id: id
                              status: {column: st, values: {10: open, 20: done}}
                              kind: {value: company}
                              rank: {value: 7}
                        """);
        deliveries.write("f.csv", "id,st\n1,10\n2, 20 \n3,30\n");

        assertThat(deliveries.counts("things")).isEqualTo(new TakeIn.Counts(3, 2, 1, 0));
        assertThat(deliveries.rows("SELECT id, status, kind, rank FROM landing.things ORDER BY id"))
                .containsExactly("1|open|company|7", "2|done|company|7");
        assertThat(deliveries.quarantine("erp", "things"))
                .containsExactly("3|NOT_ALLOWED status|{\"_record\":3,\"id\":\"3\",\"st\":\"30\"}");
    }

    @Test
    void parquetKeepsItsTypes() {
        deliveries
                .table(
                        "things",
                        "id varchar",
                        "d decimal(18,4)",
                        "i bigint",
                        "f double",
                        "on_day date",
                        "at timestamp",
                        "instant timestamp",
                        "local_day date",
                        "flag boolean")
                .source("erp", """
                        format: {type: parquet, time_zone: Europe/Berlin}
                        files: {f: {path: f.parquet}}
                        tables: {things: {from: f}}
                        """);
        deliveries.parquet("f.parquet", """
                SELECT 42 AS id, CAST(1.5 AS DECIMAL(12,2)) AS d, CAST(7 AS INTEGER) AS i, CAST(0.25 AS FLOAT) AS f,
                    DATE '2026-07-01' AS on_day, TIMESTAMP '2026-07-01 00:30:00' AS "at",
                    TIMESTAMPTZ '2026-06-30 22:30:00+00' AS instant, TIMESTAMPTZ '2026-06-30 22:30:00+00' AS local_day,
                    true AS flag
                """);

        assertThat(deliveries.counts("things")).isEqualTo(new TakeIn.Counts(1, 1, 0, 0));
        assertThat(deliveries.rows("SELECT id, d, i, f, on_day, \"at\", instant, local_day, flag FROM landing.things"))
                .containsExactly("42|1.5000|7|0.25|2026-07-01|2026-06-30 22:30:00|2026-06-30 22:30:00|2026-07-01|true");
    }

    @Test
    void parquetNumbersAreNotRoundedSilently() {
        deliveries
                .table("things", "id varchar", "i bigint?", "d decimal(18,2)?", "f double?")
                .source("erp", "format: {type: parquet}\nfiles: {f: {path: f.parquet}}\ntables: {things: {from: f}}\n");
        deliveries.parquet("f.parquet", """
                SELECT * FROM (VALUES ('1', 2.0::DOUBLE, 1.230::DECIMAL(18,3), 1::DOUBLE), ('2', 1.5, NULL, NULL),
                    ('3', NULL, 1.234, NULL), ('4', NULL, NULL, 'nan'), ('5', 'inf', NULL, NULL)) AS t(id, i, d, f)
                """);

        assertThat(deliveries.counts("things")).isEqualTo(new TakeIn.Counts(5, 1, 4, 0));
        assertThat(deliveries.rows("SELECT id, i, d, f FROM landing.things")).containsExactly("1|2|1.23|1.0");
        assertThat(deliveries.reasons("things"))
                .containsExactly("TOO_MANY_DECIMALS d|1", "WRONG_TYPE f|1", "WRONG_TYPE i|2");
    }

    @Test
    void parquetCodesAndDaysWrittenAsNumbersAreReadAsTheirText() {
        deliveries
                .table("things", "id varchar", "status varchar", "on_day date", "flag boolean")
                .source("erp", """
                        format: {type: parquet, date_format: '%Y%m%d', decimal_separator: ','}
                        files: {f: {path: f.parquet}}
                        tables:
                          things:
                            from: f
                            columns: {id: id, status: {column: st, values: {1: open}}, on_day: day, flag: flag}
                        """);
        deliveries.parquet("f.parquet", "SELECT 'a' AS id, 1 AS st, 20261120 AS day, 0 AS flag");

        deliveries.take();

        assertThat(deliveries.rows("SELECT status, on_day, flag FROM landing.things"))
                .containsExactly("open|2026-11-20|false");
    }

    @Test
    void parquetWithTextIsReadAsACsvWouldBe() {
        deliveries
                .table("things", "id varchar", "d decimal(18,4)", "on_day date")
                .source("erp", """
                        format: {type: parquet, date_format: '%d.%m.%Y', decimal_separator: ','}
                        files: {f: {path: f.parquet}}
                        tables: {things: {from: f}}
                        """);
        deliveries.parquet("f.parquet", "SELECT '1' AS id, '12,5' AS d, '20.11.2026' AS on_day");

        deliveries.take();

        assertThat(deliveries.rows("SELECT d, on_day FROM landing.things")).containsExactly("12.5000|2026-11-20");
    }

    @Test
    void theFolderMayStandInTheEnvironment() {
        deliveries
                .environment("EXPORTS", folder.resolve("exports").toString())
                .table("things", "id varchar")
                .sourceFile(
                        "erp",
                        "source: erp\nkind: erp\nfolder: ${EXPORTS}/today\nfiles: {f: {path: f.csv}}\ntables: {things: {from: f}}\n");
        deliveries.write("exports/today/f.csv", "id\n1\n2\n");

        assertThat(deliveries.counts("things").accepted()).isEqualTo(2);
    }

    @Test
    void aVariableThatIsNotSetIsRefusedWithItsLine() {
        deliveries
                .table("things", "id varchar")
                .sourceFile(
                        "erp",
                        "source: erp\nkind: erp\nfolder: ${EXPORTS}\nfiles: {f: {path: f.csv}}\ntables: {things: {from: f}}\n");

        assertThatThrownBy(deliveries::sources)
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("erp.yaml:3: the environment variable EXPORTS is not set");
    }

    @Test
    void utf16WithoutAMarkIsLittleEndian() {
        deliveries
                .table("things", "id varchar")
                .source("erp", "format: {encoding: utf-16}\nfiles: {f: {path: f.csv}}\ntables: {things: {from: f}}\n");
        deliveries.write("f.csv", "id\nä\n", UTF_16LE);

        assertThat(deliveries.counts("things").accepted()).isEqualTo(1);
    }
}

package io.clientele.extract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.model.Contract;
import io.clientele.model.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of delivered rows, deliveries and attempts. */
class TakeInTest {

    private static final String THINGS = "files: {f: {path: f.csv}}\ntables: {things: {from: f}}\n";

    private Deliveries deliveries;

    @BeforeEach
    void open(@TempDir Path folder) {
        deliveries = new Deliveries(folder);
    }

    @AfterEach
    void close() {
        deliveries.close();
    }

    private Deliveries things(String csv) {
        deliveries.write("f.csv", csv);
        return deliveries.table("things", "id varchar", "name varchar?").source("erp", THINGS);
    }

    private Refusal refusal() {
        try {
            deliveries.take();
        } catch (Refusal e) {
            return e;
        }
        throw new AssertionError("the deliveries were taken in");
    }

    @Test
    void everyReasonOfARowIsKeptWithItsRawText() {
        deliveries.table(Deliveries.contract("owners", "owner_id varchar"));
        deliveries.table(Deliveries.with(
                Deliveries.allowing(
                        Deliveries.checked(
                                Deliveries.contract(
                                        "things",
                                        "id varchar",
                                        "owner_id varchar",
                                        "kind varchar",
                                        "amount decimal(18,2)",
                                        "days bigint"),
                                "days >= 0",
                                "time does not run backwards"),
                        "kind",
                        "a",
                        "b"),
                Map.of("owner_id", "owners"),
                Map.of()));
        deliveries.source(
                "erp", "files: {f: {path: f.csv}, g: {path: g.csv}}\ntables: {things: {from: f}, owners: {from: g}}\n");
        deliveries.write("g.csv", "owner_id\nO1\n");
        deliveries.write("f.csv", """
                id,owner_id,kind,amount,days
                1,O1,a,1.00,1
                2,O2,c,1.234,-1
                3,O1,a,x,
                1,O1,b,2.00,2
                5,O1,a
                6,O1,a,6.00,6
                """);

        assertThat(deliveries.counts("things")).isEqualTo(new TakeIn.Counts(6, 2, 4, 0));
        assertThat(deliveries.quarantine("erp", "things"))
                .containsExactly(
                        "2|NOT_ALLOWED kind, TOO_MANY_DECIMALS amount, ORPHAN owner_id, CHECK time does not run backwards|"
                                + "{\"_record\":2,\"id\":\"2\",\"owner_id\":\"O2\",\"kind\":\"c\",\"amount\":\"1.234\",\"days\":\"-1\"}",
                        "3|WRONG_TYPE amount, MISSING_VALUE days|"
                                + "{\"_record\":3,\"id\":\"3\",\"owner_id\":\"O1\",\"kind\":\"a\",\"amount\":\"x\",\"days\":null}",
                        "4|DUPLICATE_KEY|"
                                + "{\"_record\":4,\"id\":\"1\",\"owner_id\":\"O1\",\"kind\":\"b\",\"amount\":\"2.00\",\"days\":\"2\"}",
                        "5|MALFORMED_LINE MISSING COLUMNS|5,O1,a");
        assertThat(deliveries.reasons("things"))
                .containsExactly(
                        "CHECK time does not run backwards|1",
                        "DUPLICATE_KEY|1",
                        "MALFORMED_LINE|1",
                        "MISSING_VALUE days|1",
                        "NOT_ALLOWED kind|1",
                        "ORPHAN owner_id|1",
                        "TOO_MANY_DECIMALS amount|1",
                        "WRONG_TYPE amount|1");
        assertThat(deliveries.rows("SELECT * FROM run.deliveries WHERE table_name = 'things'"))
                .containsExactly("things|erp|true|6|2|4|0|1.000000");
    }

    @Test
    void fourOfTenAmountsWithoutARateOnTheirDayAreQuarantinedAndNoneIsTakenAtOne() {
        deliveries.warehouse.execute("INSERT INTO run.current VALUES ('2026-11-20', 'UTC', 'EUR')");
        deliveries.warehouse.execute("CREATE SCHEMA intake");
        deliveries.warehouse.execute("""
                CREATE TABLE intake.rates AS SELECT * FROM (VALUES
                    ('EUR', DATE '0001-01-01', DATE '9999-12-31', 1.0),
                    ('USD', DATE '2026-01-10', DATE '2026-02-10', 0.9),
                    ('USD', DATE '2026-03-01', DATE '2026-04-15', 0.8))
                    AS r(currency_code, valid_from_on, valid_before_on, fx_to_reporting)""");
        deliveries
                .table(Deliveries.converted(
                        Deliveries.with(
                                Deliveries.contract(
                                        "things",
                                        "id varchar",
                                        "amount decimal(18,2)",
                                        "currency varchar",
                                        "day date",
                                        "fx decimal(18,9)?"),
                                Map.of(),
                                Map.of("amount", "currency")),
                        new Contract.Conversion("currency", "day", Optional.of("fx"))))
                .source("erp", THINGS);
        deliveries.write("f.csv", """
                id,amount,currency,day,fx
                reporting,1.00,EUR,1999-12-31,
                before the first rate,2.00,USD,2026-01-09,
                on its first day,4.00,USD,2026-01-10,
                on its last day,8.00,USD,2026-02-09,
                too old,16.00,USD,2026-02-10,
                from after the day,32.00,USD,2026-02-28,
                a rate of its own,64.00,CHF,2026-02-28,0.95
                no such currency,128.00,XXX,2026-03-01,
                not yet,256.00,USD,2026-11-21,
                renewed,512.00,USD,2026-03-01,
                """);

        assertThat(deliveries.counts("things")).isEqualTo(new TakeIn.Counts(10, 6, 4, 0));
        assertThat(deliveries.reasons("things")).containsExactly("NO_RATE currency|4");
        assertThat(deliveries.rows("SELECT id FROM landing.things ORDER BY amount"))
                .containsExactly(
                        "reporting", "on its first day", "on its last day", "a rate of its own", "not yet", "renewed");
        assertThat(deliveries.rows("SELECT currency_code, quarantined_amount FROM run.control_totals ORDER BY ALL"))
                .containsExactly("CHF|0.0000", "EUR|0.0000", "USD|50.0000", "XXX|128.0000");
    }

    @Test
    void recordsAreNumberedAsInTheFileBehindQuotedNewlinesAndMalformedLines() {
        deliveries.table("things", "d varchar", "r bigint").source("erp", THINGS);
        deliveries.write("f.csv", "d,r\n1,1\n\"2\n2\",2\n3,3,3\n4,x\n5\n6,x\n");

        assertThat(deliveries.counts("things")).isEqualTo(new TakeIn.Counts(6, 2, 4, 0));
        assertThat(deliveries.quarantine("erp", "things"))
                .containsExactly(
                        "3|MALFORMED_LINE TOO MANY COLUMNS|3,3,3",
                        "4|WRONG_TYPE r|{\"_record\":4,\"d\":\"4\",\"r\":\"x\"}",
                        "5|MALFORMED_LINE MISSING COLUMNS|5",
                        "6|WRONG_TYPE r|{\"_record\":6,\"d\":\"6\",\"r\":\"x\"}");
    }

    @Test
    void theLinesThatAStrayQuoteSwallowsAreAllCounted() {
        things("id,name\n1,a\n2,\"b\n3,\"c\"\n4,d\n");

        assertThat(deliveries.counts("things")).isEqualTo(new TakeIn.Counts(4, 2, 2, 0));
        assertThat(deliveries.reasons("things")).containsExactly("MALFORMED_LINE|2");
    }

    @Test
    void aQuoteThatSwallowsTenThousandRowsIsRefusedAndNotCountedAsOneLine() {
        things("id,name\n1,a\n2,\"b\n"
                + IntStream.range(3, 10_003).mapToObj(i -> i + ",c\n").collect(Collectors.joining()));

        Refusal refusal = refusal();

        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.GATE);
        assertThat(refusal).hasMessageContaining("f.csv: a quote that is opened in record 2 swallows all that follows");
        assertThat(deliveries.zone().landed("erp", "f")).isEmpty();
    }

    @Test
    void versionsOfAKeyAreLegalAndCopiesOfOneAreNot() {
        deliveries
                .table("things", "id varchar", "changed_at timestamp", "name varchar")
                .source("erp", THINGS);
        deliveries.write("f.csv", """
                id,changed_at,name
                1,2026-11-20 10:00:00,first
                1,2026-11-20 10:00:00,second
                1,2026-11-20 11:00:00,later
                """);

        assertThat(deliveries.counts("things")).isEqualTo(new TakeIn.Counts(3, 2, 1, 0));
        assertThat(deliveries.rows("SELECT name FROM landing.things ORDER BY changed_at"))
                .containsExactly("first", "later");
    }

    @Test
    void twoSystemsMayUseTheSameKeysAndOrphansAreSoughtWhereTheTableIsDelivered() {
        deliveries
                .table("owners", "owner_id varchar")
                .table(Deliveries.with(
                        Deliveries.contract("things", "id varchar", "owner_id varchar"),
                        Map.of("owner_id", "owners"),
                        Map.of()))
                .source(
                        "a",
                        "files: {o: {path: ao.csv}, t: {path: at.csv}}\ntables: {owners: {from: o}, things: {from: t}}\n")
                .source(
                        "b",
                        "files: {o: {path: bo.csv}, t: {path: bt.csv}}\ntables: {owners: {from: o}, things: {from: t}}\n")
                .source("c", "files: {t: {path: ct.csv}}\ntables: {things: {from: t}}\n");
        deliveries.write("ao.csv", "owner_id\nA\n");
        deliveries.write("bo.csv", "owner_id\nB\n");
        deliveries.write("at.csv", "id,owner_id\n1,A\n2,B\n");
        deliveries.write("bt.csv", "id,owner_id\n1,B\n2,A\n");
        deliveries.write("ct.csv", "id,owner_id\n1,A\n2,B\n3,C\n");

        assertThat(deliveries.counts("things")).isEqualTo(new TakeIn.Counts(7, 4, 3, 0));
        assertThat(deliveries.rows("SELECT source_system, id, owner_id FROM landing.things ORDER BY ALL"))
                .containsExactly("a|1|A", "b|1|B", "c|1|A", "c|2|B");
    }

    @Test
    void controlTotalsReconcileToTheCentPerCurrency() {
        deliveries
                .table(Deliveries.with(
                        Deliveries.contract(
                                "things", "id varchar", "amount decimal(18,4)", "currency_code varchar", "n bigint"),
                        Map.of(),
                        Map.of("amount", "currency_code")))
                .source(
                        "erp",
                        "files: {f: {path: f.csv}}\ntables: {things: {from: f, keep: \"id <> 'T'\", because: a test}}\n");
        deliveries.write(
                "f.csv",
                "id,amount,currency_code,n\n1,10.01,EUR,1\n2,20.02,EUR,x\n3,30.03,USD,1\nT,40.04,EUR,1\n5,5,,1\n");

        assertThat(deliveries.counts("things")).isEqualTo(new TakeIn.Counts(5, 2, 2, 1));
        assertThat(deliveries.rows("SELECT * EXCLUDE (table_name, source_system, column_name) FROM run.control_totals"))
                .containsExactly(
                        "|5.0000|0.0000|5.0000|0.0000",
                        "EUR|70.0700|10.0100|20.0200|40.0400",
                        "USD|30.0300|30.0300|0.0000|0.0000");
    }

    @Test
    void moreThanTheLimitInQuarantineStopsTheNightWithShareLimitAndReasons() {
        deliveries.write(
                "f.csv",
                "id,n\n"
                        + IntStream.range(0, 100)
                                .mapToObj(i -> i + (i < 2 ? ",x\n" : ",1\n"))
                                .collect(Collectors.joining()));
        deliveries
                .table(Deliveries.limited(Deliveries.contract("things", "id varchar", "n bigint"), "0.01"))
                .source("erp", THINGS);

        Refusal refusal = refusal();

        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.GATE);
        assertThat(refusal)
                .hasMessage("Cannot accept the deliveries: 1 problem\n  things of erp: 2 of 100 rows quarantined,"
                        + " 2.00 % where at most 1 % may be: WRONG_TYPE n × 2");
    }

    @Test
    void aTableThatNobodyDeliversIsEmptyWithItsColumns() {
        things("id,name\n1,a\n")
                .table(Deliveries.optional(Deliveries.contract("extras", "id varchar", "amount decimal(18,2)")))
                .take();

        assertThat(deliveries.rows("SELECT column_name, column_type FROM (DESCRIBE landing.extras)"))
                .containsExactly(
                        "id|VARCHAR", "amount|DECIMAL(18,2)", "source_system|VARCHAR", "extracted_at|TIMESTAMP");
        assertThat(deliveries.rows("SELECT * FROM run.deliveries WHERE table_name = 'extras'"))
                .containsExactly("extras|∅|false|0|0|0|0|1.000000");
    }

    @Test
    void anEmptyDeliveryIsFineOnlyWhereTheTableIsOptional() {
        things("id,name\n")
                .table(Deliveries.optional(Deliveries.contract("extras", "id varchar")))
                .source("crm", "files: {e: {path: e.csv}}\ntables: {extras: {from: e}}\n");
        deliveries.write("e.csv", "id\n");

        assertThat(refusal())
                .hasMessage("Cannot accept the deliveries: 1 problem\n  things of erp: the delivery is empty:"
                        + " no rows where some were expected");
    }

    @Test
    void aQueryMakesTwoTablesOfOneFileAndReadsItAsTheFileIsWritten() {
        deliveries
                .table("orders", "order_id varchar", "amount decimal(18,2)", "ordered_on date")
                .table("lines", "line_id varchar", "order_id varchar")
                .source("erp", """
                        files: {f: {path: f.csv, delimiter: ';', decimal_separator: ',', date_format: '%d.%m.%Y'}}
                        tables:
                          orders: {query: orders.sql}
                          lines: {query: lines.sql}
                        """);
        deliveries.write("erp/orders.sql", """
                select nr as order_id, min_by(sum, _record) as amount, min_by(day, _record) as ordered_on
                from delivered.f group by nr;
                """);
        deliveries.write("erp/lines.sql", "select nr || '-' || _record as line_id, nr as order_id from delivered.f");
        deliveries.write("f.csv", "nr;sum;day\nA;12,50;20.11.2026\nA;99;x\nB;7,00;21.11.2026\nC;1;1;1\n");

        assertThat(deliveries.counts("lines")).isEqualTo(new TakeIn.Counts(4, 3, 1, 0));
        assertThat(deliveries.rows("SELECT order_id, amount, ordered_on FROM landing.orders ORDER BY ALL"))
                .containsExactly("A|12.50|2026-11-20", "B|7.00|2026-11-21");
        assertThat(deliveries.rows("SELECT line_id FROM landing.lines ORDER BY ALL"))
                .containsExactly("A-1", "A-2", "B-3");
    }

    @Test
    void gzipMembersAreReadToTheEnd() {
        things("");
        deliveries.sourceFile(
                "gz", "source: gz\nkind: erp\nfolder: .\nfiles: {f: {path: f.csv.gz}}\ntables: {things: {from: f}}\n");
        deliveries.write("f.csv", "id,name\n1,a\n");
        deliveries.write("f.csv.gz", Deliveries.join(Deliveries.gzip("id,name\n1,a\n"), Deliveries.gzip("2,b\n3,c\n")));

        assertThat(deliveries.counts("things").accepted()).isEqualTo(4);
    }

    private void demandGzipProblem(byte[] bytes, String problem) {
        deliveries
                .table("things", "id varchar", "name varchar?")
                .source("erp", "files: {f: {path: f.csv.gz}}\ntables: {things: {from: f}}\n");
        deliveries.write("f.csv.gz", bytes);

        Refusal refusal = refusal();

        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.SOURCE);
        assertThat(refusal).hasMessageContaining("erp.f (").hasMessageContaining("f.csv.gz): " + problem);
    }

    @Test
    void aTruncatedGzipIsIncomplete() {
        byte[] whole = Deliveries.gzip("id,name\n"
                + IntStream.range(0, 5000)
                        .mapToObj(i -> i + ",n" + i * 7919 % 10007 + "\n")
                        .collect(Collectors.joining()));

        demandGzipProblem(Arrays.copyOf(whole, whole.length / 2), "the gzip ends too early: it is truncated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\0\0\0", "garbage that is longer than the header and trailer of a gzip member"})
    void whatFollowsAGzipIsNoPartOfIt(String garbage) {
        demandGzipProblem(
                Deliveries.join(Deliveries.gzip("id,name\n1,a\n"), garbage.getBytes(UTF_8)),
                "it is no sound gzip: bytes follow its end");
    }

    @Test
    void whatIsMissingEmptyOrNoFileIsToldAllAtOnce() throws IOException {
        deliveries
                .table("things", "id varchar")
                .source(
                        "erp",
                        "files: {a: {path: a.csv}, b: {path: b.csv}, c: {path: c.csv}, d: {path: d.csv}, e: {path: e.parquet, type: parquet}}\ntables: {things: {from: a}}\n");
        deliveries.write("b.csv", "");
        Files.createDirectory(deliveries.folder.resolve("c.csv"));
        Files.createSymbolicLink(deliveries.folder.resolve("d.csv"), deliveries.folder.resolve("nowhere"));
        deliveries.parquet("whole.parquet", "SELECT CAST(i AS VARCHAR) AS id FROM range(1000) AS r(i)");
        byte[] whole = Files.readAllBytes(deliveries.folder.resolve("whole.parquet"));
        deliveries.write("e.parquet", Arrays.copyOf(whole, whole.length / 2));

        Refusal refusal = refusal();

        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.SOURCE);
        assertThat(refusal)
                .hasMessageStartingWith("Cannot take in the deliveries: 5 problems\n")
                .hasMessageContaining("a.csv): there is no such file")
                .hasMessageContaining("b.csv): it is empty: not even a header")
                .hasMessageContaining("c.csv): it is not a file that can be read")
                .hasMessageContaining("d.csv): there is no such file")
                .hasMessageContaining("e.parquet): it is no sound Parquet file: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id,id", "id,ID", "id,", "id,_record"})
    void aHeaderWithoutNamesOfItsOwnIsRefused(String header) {
        things(header + "\n1,2\n");

        assertThat(refusal().kind()).isEqualTo(Refusal.Kind.GATE);
    }

    @Test
    void aWrongDelimiterIsNamedWithTheHeader() {
        things("id;name\n1;a\n");

        assertThat(refusal()).hasMessageContaining("the header is one column, so the delimiter is hardly ',': id;name");
    }

    @Test
    void aRenamedColumnIsToldWithTheNearestOne() {
        deliveries
                .table("things", "id varchar", "name varchar")
                .source(
                        "erp",
                        "files: {f: {path: f.csv}}\ntables:\n  things:\n    from: f\n    columns: {id: NUMMER, name: NAME1}\n");
        deliveries.write("f.csv", "NUMMER,NAME_1\n1,a\n");

        assertThat(refusal())
                .hasMessageContaining(
                        "erp.yaml:6: things: name should come from NAME1, which f.csv does not have (did you mean NAME_1?)");
    }

    @Test
    void nulBytesLongLinesAndAThousandColumnsDoNoHarm() {
        String names = IntStream.range(0, 1000).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
        String row = IntStream.range(0, 1000)
                .mapToObj(i -> i == 1 ? "a\0b" : "v" + i)
                .collect(Collectors.joining(","));
        deliveries
                .table("things", "id varchar", "name varchar", "last varchar")
                .source(
                        "erp",
                        "files: {f: {path: f.csv}}\ntables: {things: {from: f, columns: {id: c0, name: c1, last: c999}}}\n");
        deliveries.write(
                "f.csv",
                names + "\n" + row + "\n" + "x".repeat(3_000_000) + row + "\n" + row.replace("v0,", "w0,") + "\n");

        assertThat(deliveries.counts("things")).isEqualTo(new TakeIn.Counts(3, 2, 1, 0));
        assertThat(deliveries.rows("SELECT id, length(name), last FROM landing.things ORDER BY id"))
                .containsExactly("v0|3|v999", "w0|3|v999");
        assertThat(deliveries.rows("SELECT record, reasons FROM read_parquet('"
                        + deliveries.zone().quarantine("erp", "things") + "')"))
                .containsExactly("2|MALFORMED_LINE LINE SIZE OVER MAXIMUM");
    }

    @Test
    void namesWithQuotesAndSemicolonsAreOnlyNames() {
        deliveries.table("things", "id varchar", "name varchar").source("erp", """
                        format: {delimiter: "|"}
                        files: {f: {path: "it's; a \\"file\\".csv"}}
                        tables: {things: {from: f, columns: {id: "i'd", name: "n\\"; DROP TABLE run.deliveries; --"}}}
                        """);
        deliveries.write("it's; a \"file\".csv", "i'd|\"n\"\"; DROP TABLE run.deliveries; --\"\n1|a\n2|b|c\n");

        assertThat(deliveries.counts("things")).isEqualTo(new TakeIn.Counts(2, 1, 1, 0));
        assertThat(deliveries.rows("SELECT id, name FROM landing.things")).containsExactly("1|a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true; DROP TABLE run.deliveries",
                "true) OR (true",
                "true) UNION SELECT 1 WHERE (true",
                "id IN (SELECT id FROM landing.things)",
                "id IN (SELECT content FROM read_text('f.csv'))",
                "id, name",
                "id = 'x' ORDER BY 1",
                "id <",
                "random() < 0.5",
                "id < current_date"
            })
    void aKeepThatIsNoConditionOverARowIsRefusedWithItsLineBeforeTheNight(String keep) {
        deliveries
                .table("things", "id varchar", "name varchar")
                .source(
                        "erp",
                        "files: {f: {path: f.csv}}\ntables:\n  things:\n    from: f\n    keep: \"" + keep
                                + "\"\n    because: a test\n");

        assertThatThrownBy(deliveries::sources)
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("Cannot read the sources: ")
                .hasMessageContaining("erp.yaml:8: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"length(id)", "nmae = 'x'"})
    void aKeepThatIsNotTrueOrFalseOrKnowsNoSuchColumnIsRefusedBeforeAnythingIsTaken(String keep) {
        things("id,name\n1,a\n");
        deliveries.source(
                "crm",
                "files: {f: {path: f.csv}}\ntables:\n  things:\n    from: f\n    keep: \"" + keep
                        + "\"\n    because: a test\n");

        assertThat(refusal()).hasMessageContaining("crm.yaml:8: things: keep ");
        assertThat(deliveries.zone().landed("erp", "f")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1 as id; select 2 as id",
                "drop table run.deliveries",
                "select id from read_csv('f.csv')",
                "select id from 'f.csv'",
                "select id from delivered.g",
                "select id from landing.things",
                "select id from f",
                "select id, random() as name from delivered.f",
                "select '1' as id"
            })
    void aQueryThatIsNotOneSelectOverTheDeliveryIsRefusedBeforeTheNight(String query) {
        deliveries
                .table("things", "id varchar", "name varchar?")
                .source("erp", "files: {f: {path: f.csv}}\ntables: {things: {query: things.sql}}\n");
        deliveries.write("erp/things.sql", query);

        assertThatThrownBy(deliveries::sources)
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("Cannot read the sources: 1 problem\n")
                .hasMessageContaining("things.sql");
    }

    @Test
    void aDeliveryIsKeptOnceAndAChangedOneMakesTheTablesAnew() {
        things("id,name\n1,a\n");
        TakeIn takeIn = deliveries.takeIn();
        Contract things = Deliveries.contract("things", "id varchar", "name varchar?");

        assertThat(takeIn.keepDeliveries(Deliveries.EVENING)).isEqualTo(1);
        assertThat(takeIn.keepDeliveries(Deliveries.EVENING)).isZero();
        assertThat(takeIn.take(things).orElseThrow().accepted()).isEqualTo(1);
        assertThat(takeIn.take(things)).isEmpty();
        deliveries.write("f.csv", "id,name\n1,a\n2,b\n");
        assertThat(takeIn.keepDeliveries(Deliveries.EVENING)).isEqualTo(1);
        assertThat(takeIn.take(things).orElseThrow().accepted()).isEqualTo(2);
        takeIn.close();
        deliveries.write("f.csv", "id,name\n");
        assertThat(takeIn.keepDeliveries(Deliveries.EVENING)).isZero();
        assertThat(deliveries.rows("SELECT id FROM landing.things ORDER BY id")).containsExactly("1", "2");
        assertThat(deliveries.rows("SELECT delivered_count FROM run.deliveries"))
                .containsExactly("2");
    }

    /** An engine that dies at the first statement that begins with a word. */
    private TakeInEngine dyingAt(String word) {
        TakeInEngine engine = deliveries.engine();
        return new TakeInEngine() {
            @Override
            public void execute(String sql) {
                if (sql.startsWith(word)) {
                    throw new IllegalStateException("killed at " + word);
                }
                engine.execute(sql);
            }

            @Override
            public List<List<Object>> rows(String sql) {
                return engine.rows(sql);
            }
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"DROP VIEW", "COPY"})
    void anAttemptKilledWhileItKeepsAChangedDeliveryLeavesNoTableOfTheFormerOne(String word) {
        Contract things = Deliveries.contract("things", "id varchar", "name varchar?");
        things("id,name\n1,a\n");
        deliveries.takeIn().keepDeliveries(Deliveries.EVENING);
        deliveries.takeIn().take(things);
        deliveries.write("f.csv", "id,name\n1,a\n2,b\n");

        assertThatThrownBy(() -> deliveries.takeIn(dyingAt(word)).keepDeliveries(Deliveries.EVENING))
                .hasMessageContaining("killed at " + word);
        deliveries.takeIn().keepDeliveries(Deliveries.EVENING);
        deliveries.takeIn().take(things);

        assertThat(deliveries.rows("SELECT id FROM landing.things ORDER BY id")).containsExactly("1", "2");
    }

    @Test
    void whatWasOnlyWrittenAsideIsNotVisibleAndIsWrittenAgain() throws IOException {
        things("id,name\n1,a\n");
        Path aside = deliveries.zone().begin("erp", "f");
        Files.writeString(aside.resolve(LandingZone.DELIVERED), "half a file");

        assertThat(deliveries.zone().landed("erp", "f")).isEmpty();
        assertThat(deliveries.counts("things").accepted()).isEqualTo(1);
        try (Stream<Path> left = Files.list(deliveries.folder.resolve("landing/erp/f"))) {
            assertThat(left.map(path -> path.getFileName().toString())).containsExactly("2026-11-20-r0");
        }
    }
}

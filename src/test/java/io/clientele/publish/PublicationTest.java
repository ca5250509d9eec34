package io.clientele.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.clientele.model.Check.Severity;
import io.clientele.model.Contract;
import io.clientele.model.RelationName;
import io.clientele.publish.GateResult.Verdict;
import io.clientele.publish.MartFile.DateRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicationTest {

    private final Path root;

    private final DuckMarts duck = new DuckMarts();

    PublicationTest(@TempDir Path root) {
        this.root = root;
        Sample.fill(duck, 0);
    }

    @AfterEach
    void closeTheEngine() throws SQLException {
        duck.close();
    }

    @Test
    void publishing3MartsTwiceGivesTheSameVersionAndTheSameHashes() throws IOException {
        Version first = publish(Sample.night("2026-11-20", 0));
        byte[] manifest = Files.readAllBytes(first.folder().resolve(Manifest.FILE));
        Version second = publish(Sample.night("2026-11-20", 0));

        assertThat(second).isEqualTo(first);
        assertThat(first.name())
                .matches("20261120-r0-[0-9a-f]{12}")
                .endsWith(first.manifestSha256().substring(0, 12));
        assertThat(Files.readAllBytes(second.folder().resolve(Manifest.FILE))).isEqualTo(manifest);
        assertThat(PublishedMarts.open(root).versions()).containsExactly(first.name());
        assertThat(PublishedMarts.open(root).verify().orElseThrow().fileCount()).isEqualTo(5);
        assertThat(second.manifest().parentVersion()).isNull();
    }

    @Test
    void aFullRerunPublishesTheSameBytesUnderRevision1() {
        Version first = publish(Sample.night("2026-11-20", 0));
        Version second = publish(Sample.night("2026-11-20", 1));

        assertThat(second.name()).startsWith("20261120-r1-");
        assertThat(second.manifest().parentVersion()).isEqualTo(first.name());
        assertThat(second.manifest().marts())
                .hasSize(3)
                .isEqualTo(first.manifest().marts());
        assertThat(second.manifest().dictionary()).isEqualTo(first.manifest().dictionary());
    }

    @Test
    void theManifestHoldsTheFiguresOfEachMart() {
        Manifest manifest = publish(Sample.night("2026-11-20", 0)).manifest();
        MartFile repurchase = manifest.mart("repurchase_v1").orElseThrow();

        assertThat(manifest.marts())
                .extracting(MartFile::name)
                .containsExactly("customer_value_v1", "market_segment_v1", "repurchase_v1");
        assertThat(repurchase.rows()).isEqualTo(400);
        // sum of i * 1.25 for 1 to 400 without every fifth: 1.25 * (80,200 - 16,200)
        assertThat(repurchase.sums())
                .isEqualTo(Map.of(
                        "net_amount", new BigDecimal("80000.00"),
                        "occasion_count", new BigDecimal("1198"),
                        "segment_rank", new BigDecimal("26733")));
        assertThat(repurchase.nullCounts())
                .containsEntry("net_amount", 80L)
                .containsEntry("overdue_ratio", 200L)
                .containsEntry("segment_rank", 267L)
                .containsEntry("customer_id", 0L);
        assertThat(repurchase.dateRanges())
                .containsEntry("as_of", new DateRange(LocalDate.of(2026, 11, 20), LocalDate.of(2026, 11, 20)))
                .containsEntry(
                        "last_ordered_on", new DateRange(LocalDate.of(2025, 10, 16), LocalDate.of(2026, 11, 19)));
        assertThat(manifest.mart("market_segment_v1").orElseThrow().sums())
                .containsEntry("unit_price", new BigDecimal("15.7075"));
        assertThat(manifest.controlTotals().get(0).quarantinedAmount()).isEqualTo(new BigDecimal("0.5000"));
    }

    @Test
    void theLogicalHashIsTheSameFor4EncodingsOfTheSameRows() throws SQLException {
        Version house = publish(Sample.night("2026-11-20", 0));
        List<String> formats = List.of(
                "COMPRESSION zstd, PARQUET_VERSION v2, ROW_GROUP_SIZE 122880",
                "COMPRESSION uncompressed, PARQUET_VERSION v1, ROW_GROUP_SIZE 2048",
                "COMPRESSION gzip, PARQUET_VERSION v1, ROW_GROUP_SIZE 122880");
        for (String format : formats) {
            try (DuckMarts other = new DuckMarts(format)) {
                Sample.fill(other, 0);
                Version same = new Publication(root.resolve("other"), other, PublicationListener.NONE)
                        .write(Sample.night("2026-11-20", 0), Sample.marts());
                assertThat(same.manifest().marts())
                        .extracting(MartFile::logicalHash)
                        .containsExactlyElementsOf(house.manifest().marts().stream()
                                .map(MartFile::logicalHash)
                                .toList());
                assertThat(same.manifest().marts().get(2).seal())
                        .isNotEqualTo(house.manifest().marts().get(2).seal());
            }
        }
    }

    @Test
    void theLogicalHashIsThatOfTheDocumentedText() {
        duck.run(
                "create table marts.odd_v1 as select * from (values (1, '', null, true, 1.50::decimal(9,2), 0.1::double,"
                        + " null, timestamp '2026-11-20 23:59:59.5'), (2, 'a\tb\\', 7::bigint, false, -0.05, null, date '2026-11-20', null))"
                        + " v(id, word, whole, flag, money, ratio, day, instant)");
        Contract contract = Sample.contract(
                "odd_v1",
                List.of("id"),
                Sample.column("id", "integer", false),
                Sample.column("word", "varchar", false),
                Sample.column("whole", "bigint", true),
                Sample.column("flag", "boolean", false),
                Sample.column("money", "decimal(9,2)", false),
                Sample.column("ratio", "double", true),
                Sample.column("day", "date", true),
                Sample.column("instant", "timestamp", true));
        String text = "id:integer\tword:varchar\twhole:bigint\tflag:boolean\tmoney:decimal(9,2)\tratio:double\tday:date"
                + "\tinstant:timestamp\n"
                + "1\t\t\\N\ttrue\t1.50\t3fb999999999999a\t\\N\t2026-11-20T23:59:59.500000\n"
                + "2\ta\\tb\\\\\t7\tfalse\t-0.05\t\\N\t2026-11-20\t\\N\n";

        Version version = new Publication(root, duck, PublicationListener.NONE)
                .write(Sample.night("2026-11-20", 0), List.of(contract));

        assertThat(version.manifest().marts().get(0).logicalHash())
                .isEqualTo(Sha256.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aFolderThatCannotBeWrittenIsTold() throws IOException {
        Path inTheWay = Files.writeString(root.resolve("file"), "");

        assertThatThrownBy(
                        () -> Sample.publish(inTheWay, duck, Sample.night("2026-11-20", 0), PublicationListener.NONE))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("Cannot publish 2026-11-20: " + inTheWay + " is in the way\n"
                        + "Nothing was published. No marts have been published yet.");
    }

    @Test
    void theLogicalHashOfARowThatMovesByACentIsAnother() {
        String before =
                publish(Sample.night("2026-11-20", 0)).manifest().marts().get(2).logicalHash();
        duck.run("update marts.repurchase_v1 set net_amount = net_amount + 0.01 where customer_id = 'C7'");
        String after =
                publish(Sample.night("2026-11-20", 1)).manifest().marts().get(2).logicalHash();

        assertThat(after).isNotEqualTo(before);
    }

    @Test
    void otherContentForAPublishedRevisionIsRefused() {
        Version published = publish(Sample.night("2026-11-20", 0));
        duck.run("update marts.customer_value_v1 set night = 1 where customer_id = 7");

        assertThatThrownBy(() -> publish(Sample.night("2026-11-20", 0)))
                .isInstanceOf(PublicationException.class)
                .hasMessageMatching("(?s)Cannot publish 2026-11-20 revision 0: 1 problem\n"
                        + "  already published as " + published.name()
                        + ", and this is 20261120-r0-[0-9a-f]{12}: other content needs a new revision\n"
                        + "Nothing was published. The marts still show 2026-11-20.");
        assertThat(PublishedMarts.open(root).versions()).containsExactly(published.name());
    }

    @Test
    void everyProblemOf3MartsIsToldAtOnce() throws IOException {
        publish(Sample.night("2026-11-19", 0));
        duck.run("create or replace table marts.repurchase_v1 as select * replace ("
                + "case when customer_id in ('C3', 'C4') then 'C3' else customer_id end as customer_id, "
                + "case when customer_id = 'C9' then 'NaN'::double when customer_id = 'C12' then '-Infinity'::double"
                + " else overdue_ratio end as overdue_ratio, "
                + "case when customer_id = 'C5' then null else occasion_count end as occasion_count, "
                + "case when customer_id = 'C6' then 'infinity'::date when customer_id = 'C8' then date '9999-12-31'"
                + " else last_ordered_on end as last_ordered_on) from marts.repurchase_v1");
        duck.run("create or replace table marts.customer_value_v1 as select customer_id, sum(night) as night"
                + " from marts.customer_value_v1 group by customer_id");
        duck.run("create or replace table marts.market_segment_v1 as select as_of, region, industry,"
                + " unit_price::decimal(38,4) as unit_price from marts.market_segment_v1");

        PublicationException refused =
                catchThrowableOfType(PublicationException.class, () -> publish(Sample.night("2026-11-20", 0)));

        assertThat(refused).hasMessage("""
                Cannot publish customer_value_v1: 1 problem
                  night: contract says integer, file gives double (a sum of integers is a HUGEINT, which Parquet does not have: cast it)
                Cannot publish market_segment_v1: 2 problems
                  columns: contract says [as_of, industry, region, unit_price], file gives [as_of, region, industry, unit_price]
                  unit_price: contract says decimal(9,4), file gives fixed_len_byte_array(16) decimal(38,4)
                Cannot publish repurchase_v1: 4 problems
                  grain [as_of, customer_id] is not unique: 1 key in more than one row, first 2026-11-20, C3
                  occasion_count: 1 value null, but the contract says never null; first at 2026-11-20, C5
                  overdue_ratio: 2 values NaN or infinite; what cannot be known is null; first at 2026-11-20, C12
                  last_ordered_on: 2 values outside 0001-01-01 to 9999-12-30 (an infinity?); what has no end is null; first at 2026-11-20, C6
                Nothing was published. The marts still show 2026-11-19.""");
        assertThat(refused.problems())
                .hasSize(7)
                .first()
                .asString()
                .startsWith("customer_value_v1: night: contract says");
        assertThat(PublishedMarts.open(root).versions()).hasSize(1);
        try (Stream<Path> versions = Files.list(root.resolve("versions"))) {
            assertThat(versions).hasSize(1);
        }
    }

    @Test
    void rowsOutOfOrderAreRefused() {
        MartSource unsorted = new DuckMarts() {
            @Override
            public void export(RelationName mart, List<String> orderBy, Path file, Map<String, String> metadata) {
                write("select * from " + mart + " order by customer_id desc", file, metadata);
            }
        };
        Sample.fill((DuckMarts) unsorted, 0);

        assertThatThrownBy(() -> new Publication(root, unsorted, PublicationListener.NONE)
                        .write(Sample.night("2026-11-20", 0), List.of(Sample.value())))
                .hasMessage("""
                        Cannot publish customer_value_v1: 1 problem
                          rows are not in the order of [customer_id]: 1,999 rows too late, first 1998 after 1999
                        Nothing was published. No marts have been published yet.""");
    }

    @Test
    void textIsOrderedByItsBytesAndNullsComeLast() {
        List<String> texts = List.of("'Z'", "'a'", "'é'", "'￾'", "'😀'", "null");
        duck.run("create table marts.texts_v1 as select col0 as word from (values (" + String.join("), (", texts)
                + "))");
        Contract contract = Sample.contract("texts_v1", List.of("word"), Sample.column("word", "varchar", true));

        Version version = new Publication(root, duck, PublicationListener.NONE)
                .write(Sample.night("2026-11-20", 0), List.of(contract));

        assertThat(version.manifest().marts().get(0).rows()).isEqualTo(6);
    }

    @Test
    void twoRowsWithTheSameNullInTheKeyAreOneKey() {
        duck.run("insert into marts.market_segment_v1 select * from marts.market_segment_v1 where industry is null");

        assertThatThrownBy(() -> publish(Sample.night("2026-11-20", 0))).hasMessageStartingWith("""
                        Cannot publish market_segment_v1: 1 problem
                          grain [as_of, industry, region] is not unique: 2 keys in more than one row, first 2026-11-20, null, CN
                        """);
    }

    @Test
    void aFileThatDiffersFromTheEngineByACentOrARowIsRefused() {
        DuckMarts moving = new DuckMarts() {
            @Override
            public void export(RelationName mart, List<String> orderBy, Path file, Map<String, String> metadata) {
                super.export(mart, orderBy, file, metadata);
                if (mart.name().equals("repurchase_v1")) {
                    run("update marts.repurchase_v1 set net_amount = net_amount + 0.01 where customer_id = 'C1'");
                    run("update marts.repurchase_v1 set segment_rank = null where customer_id = 'C3'");
                } else if (mart.name().equals("customer_value_v1")) {
                    run("delete from marts.customer_value_v1 where customer_id = 0");
                }
            }
        };
        Sample.fill(moving, 0);

        assertThatThrownBy(() -> new Publication(root, moving, PublicationListener.NONE)
                        .write(Sample.night("2026-11-20", 0), Sample.marts()))
                .hasMessage("""
                        Cannot publish customer_value_v1: 3 problems
                          rows: in the engine 1999, in the file 2000
                          customer_id: values that are not null in the engine 1999, in the file 2000
                          night: values that are not null in the engine 1999, in the file 2000
                        Cannot publish repurchase_v1: 3 problems
                          segment_rank: values that are not null in the engine 132, in the file 133
                          segment_rank: the sum in the engine 26730, in the file 26733
                          net_amount: the sum in the engine 80000.01, in the file 80000.00
                        Nothing was published. No marts have been published yet.""");
    }

    @Test
    void tenTypesThatBiToolsReadDifferentlyAreRefused() {
        Map<String, String> typeToFound = new TreeMap<>(Map.of(
                "utinyint", "int32 integer(8,false)",
                "ubigint", "int64 integer(64,false)",
                "smallint", "int32 integer(16,true)",
                "float", "float",
                "time", "int64 time(micros,false)",
                "timestamp_ns", "int64 timestamp(nanos,false)",
                "uuid", "fixed_len_byte_array(16) uuid",
                "blob", "binary",
                "json", "binary json",
                "integer[]", "a nested column"));
        typeToFound.forEach((type, found) -> {
            duck.run("create or replace table marts.odd_v1 as select 1 as id, null::" + type + " as odd");
            Contract contract = Sample.contract(
                    "odd_v1",
                    List.of("id"),
                    Sample.column("id", "integer", false),
                    Sample.column("odd", "varchar", true));

            assertThatThrownBy(() -> new Publication(root, duck, PublicationListener.NONE)
                            .write(Sample.night("2026-11-20", 0), List.of(contract)))
                    .hasMessageContaining("  odd: contract says varchar, file gives " + found + "\n");
        });
    }

    @Test
    void aGateThatStopsKeepsTheNightBack() {
        Night pass = Sample.night("2026-11-20", 0);
        Night stop = new Night(
                pass.businessDate(),
                0,
                pass.runId(),
                "0.1.0",
                "DuckDB 1.5.6",
                Map.of(),
                List.of(new GateResult(
                        "check", "marts.repurchase_v1", Severity.MUST, 3, Verdict.STOP, "shares add up to one")),
                List.of(),
                List.of());

        assertThatThrownBy(() -> publish(stop)).hasMessage("""
                Cannot publish 2026-11-20: 1 problem
                  marts.repurchase_v1: gate check stops, 3 rows: shares add up to one
                Nothing was published. No marts have been published yet.""");
    }

    @Test
    void anEmptyMartIsPublishedWith0RowsAndItsWholeSchema() {
        duck.run("delete from marts.repurchase_v1");
        MartFile empty =
                publish(Sample.night("2026-11-20", 0)).manifest().marts().get(2);

        assertThat(empty.rows()).isZero();
        assertThat(empty.schema()).hasSize(10);
        assertThat(empty.sums()).containsEntry("net_amount", new BigDecimal("0.00"));
    }

    @Test
    void aMillionRowsAreSummedExactly() {
        duck.run("create or replace table marts.customer_value_v1 as select i as customer_id, 1::integer as night"
                + " from range(1000000) r(i)");
        MartFile value =
                publish(Sample.night("2026-11-20", 0)).manifest().marts().get(0);

        assertThat(value.rows()).isEqualTo(1_000_000);
        assertThat(value.sums())
                .isEqualTo(Map.of("customer_id", new BigDecimal("499999500000"), "night", new BigDecimal("1000000")));
    }

    private Version publish(Night night) {
        return Sample.publish(root, duck, night, PublicationListener.NONE);
    }
}

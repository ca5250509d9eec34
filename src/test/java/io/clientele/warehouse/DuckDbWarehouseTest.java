package io.clientele.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.clientele.model.Column;
import io.clientele.model.RelationName;
import io.clientele.warehouse.Warehouse.ParquetLayout;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class DuckDbWarehouseTest {

    private static final RelationName THINGS = new RelationName("staged", "things");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private DuckDbWarehouse open(String name, int threads) {
        return DuckDbWarehouse.open(
                folder.resolve(name),
                folder.resolve("spill"),
                new WarehouseSettings(DataSize.ofMegabytes(256), threads, DataSize.ofGigabytes(1)));
    }

    @Test
    void theSameQueryGivesTheSameParquetBytesThreeTimesWithOneThreadAndWithTwo() throws IOException {
        String query = "select n as id, n * 1.5 as amount, 'k' || (n % 97) as name from range(200000) as r(n)"
                + " order by id nulls last";
        List<byte[]> files = new ArrayList<>();
        for (int run = 0; run < 3; run++) {
            Path file = folder.resolve("run-" + run + ".parquet");
            try (DuckDbWarehouse warehouse = open("work-" + run + ".db", run == 2 ? 2 : 1)) {
                warehouse.createOrReplace(THINGS, query);
                warehouse.exportParquet(
                        "select * from staged.things order by id nulls last",
                        file,
                        ParquetLayout.MART,
                        Map.of("b", "2", "a", "it's 1"));
            }
            files.add(Files.readAllBytes(file));
        }

        assertThat(files.get(0)).isNotEmpty().isEqualTo(files.get(1)).isEqualTo(files.get(2));
    }

    @Test
    void whatIsMadeAsideIsSeenByNobodyElseAndIsGoneTheSecondTime() {
        try (DuckDbWarehouse warehouse = open("work.db", 1)) {
            warehouse.createOrReplace(THINGS, "select 1 as n");
            for (int time = 0; time < 2; time++) {
                try (Warehouse aside = warehouse.aside()) {
                    assertThat(aside.exists(THINGS)).isFalse();
                    aside.createOrReplace(THINGS, "select safe_div(4, 2) as n");
                    assertThat(aside.rows("select n from staged.things").get(0).value(0))
                            .isEqualTo(2.0);
                    assertThat(aside.rows("select current_setting('memory_limit')")
                                    .get(0)
                                    .text(0))
                            .isEqualTo("256.0 MiB");
                }
                assertThat(warehouse.rows("select n from staged.things").get(0).whole(0))
                        .isEqualTo(1);
            }
            assertThat(warehouse.exists(THINGS)).isTrue();
        }
    }

    @Test
    void whatIsLentIsReadAsideAsItIsAndStaysWhenAsideIsGone() {
        try (DuckDbWarehouse warehouse = open("work.db", 1)) {
            warehouse.createOrReplace(THINGS, "select 1 as n union all select 2");
            try (Warehouse aside = warehouse.aside()) {
                warehouse.lend(THINGS, aside);
                assertThat(aside.rows("select cast(sum(n) as bigint) from staged.things")
                                .get(0)
                                .whole(0))
                        .isEqualTo(3);
                aside.drop(THINGS);
                aside.createOrReplace(THINGS, "select 9 as n");
            }
            assertThat(warehouse
                            .rows("select cast(sum(n) as bigint) from staged.things")
                            .get(0)
                            .whole(0))
                    .isEqualTo(3);
        }
    }

    @Test
    void aDecimalOfTooManyDigitsIsRoundedToItsColumnOrRefused() {
        List<Column> columns = List.of(Column.of("n", "decimal(6,2)", true));
        try (DuckDbWarehouse warehouse = DuckDbWarehouse.inMemory()) {
            warehouse.createEmpty(THINGS, columns);
            for (String typed : List.of("1234.565", "-1234.565", "9999.99")) {
                warehouse.append(THINGS, columns, List.of(List.of(new BigDecimal(typed)), List.of(typed)));
                warehouse.append(THINGS, columns, List.of(List.of(new BigDecimal(typed))));
            }
            assertThat(
                            warehouse
                                    .rows("select n || ' ' || count(*) from staged.things group by n order by n asc")
                                    .stream()
                                    .map(row -> row.text(0)))
                    .isEqualTo(List.of("-1234.57 3", "1234.57 3", "9999.99 3"));
            assertThatThrownBy(() -> warehouse.append(THINGS, columns, List.of(List.of(new BigDecimal("12345")))))
                    .isInstanceOf(WarehouseException.class)
                    .hasMessageStartingWith("Conversion Error");
            assertThat(warehouse
                            .rows("select count(*) from staged.things")
                            .get(0)
                            .whole(0))
                    .isEqualTo(9);
        }
    }

    @Test
    void aViewOfFilesIsDroppedAndItsFileStays() {
        try (DuckDbWarehouse warehouse = open("work.db", 1)) {
            Path file = folder.resolve("things.parquet");
            warehouse.exportParquet("select 1 as n", file, ParquetLayout.LANDING, Map.of());
            warehouse.registerParquet(THINGS, List.of(file));
            warehouse.drop(THINGS);

            warehouse.createOrReplace(THINGS, "select 2 as n");
            assertThat(warehouse.rows("select n from staged.things").get(0).whole(0))
                    .isEqualTo(2);
            warehouse.drop(THINGS);
            assertThat(warehouse.exists(THINGS)).isFalse();
            assertThat(file).exists();
        }
    }

    @Test
    void aMartIsSnappyAndALandingFileIsZstdAndTheFooterKeepsItsTwoPairs() {
        try (DuckDbWarehouse warehouse = DuckDbWarehouse.inMemory()) {
            for (ParquetLayout layout : ParquetLayout.values()) {
                warehouse.exportParquet(
                        "select 1 as x", folder.resolve(layout + ".parquet"), layout, Map.of("k", "it's", "l", "2"));
            }
            assertThat(warehouse.rows("select compression from parquet_metadata('" + folder + "/MART.parquet')"))
                    .extracting(row -> row.text(0))
                    .containsExactly("SNAPPY");
            assertThat(warehouse.rows("select compression from parquet_metadata('" + folder + "/LANDING.parquet')"))
                    .extracting(row -> row.text(0))
                    .containsExactly("ZSTD");
            assertThat(warehouse.rows("select decode(key) || '=' || decode(value) from parquet_kv_metadata('" + folder
                            + "/MART.parquet') order by 1"))
                    .extracting(row -> row.text(0))
                    .containsExactly("k=it's", "l=2");
        }
    }

    @Test
    void describesTheEightTypesOfContractsAsContractsWriteThem() {
        try (DuckDbWarehouse warehouse = DuckDbWarehouse.inMemory()) {
            List<Column> columns = everyType();
            warehouse.createEmpty(THINGS, columns);

            assertThat(warehouse.describe("select * from staged.things"))
                    .containsExactlyElementsOf(columns.stream()
                            .map(column -> new ResultColumn(
                                    column.name(), column.type().toString()))
                            .toList());
        }
    }

    @Test
    void appendsEveryTypeFromItsValueFromItsTextAndNull() {
        try (DuckDbWarehouse warehouse = DuckDbWarehouse.inMemory()) {
            warehouse.createEmpty(THINGS, everyType());
            warehouse.append(
                    THINGS,
                    everyType(),
                    List.of(
                            List.of(
                                    true,
                                    -1,
                                    9_007_199_254_740_993L,
                                    0.1,
                                    "it's 人",
                                    LocalDate.of(2024, 2, 29),
                                    "2026-11-20 08:00:00.123456",
                                    new BigDecimal("-1E+3")),
                            List.of(
                                    "false",
                                    "7",
                                    "-9007199254740993",
                                    "1e-300",
                                    "",
                                    "2026-11-20",
                                    "2026-11-20 00:00:00",
                                    "9999999999999999.99"),
                            Collections.nCopies(8, null)));

            assertThat(warehouse.rows("select columns(*)::varchar from staged.things"))
                    .extracting(Row::values)
                    .containsExactly(
                            List.of(
                                    "true",
                                    "-1",
                                    "9007199254740993",
                                    "0.1",
                                    "it's 人",
                                    "2024-02-29",
                                    "2026-11-20 08:00:00.123456",
                                    "-1000.00"),
                            List.of(
                                    "false",
                                    "7",
                                    "-9007199254740993",
                                    "1e-300",
                                    "",
                                    "2026-11-20",
                                    "2026-11-20 00:00:00",
                                    "9999999999999999.99"),
                            Arrays.asList(new Object[8]));
        }
    }

    @Test
    void whatIsCreatedIsThereWhenTheFileIsOpenedAgainAndWhatIsDroppedIsNot() {
        try (DuckDbWarehouse warehouse = open("work.db", 1)) {
            warehouse.createOrReplace(THINGS, "select 1 as x");
            warehouse.createOrReplace(THINGS, "select 2 as x union all select 3 -- and no more");
        }
        try (DuckDbWarehouse warehouse = open("work.db", 1)) {
            assertThat(warehouse.exists(THINGS)).isTrue();
            assertThat(warehouse.rows("select sum(x) from staged.things").get(0).whole(0))
                    .isEqualTo(5);
            warehouse.delete(THINGS, "x = 2");
            warehouse.appendQuery(THINGS, "select 4");
            assertThat(warehouse.rows("select sum(x) from staged.things").get(0).whole(0))
                    .isEqualTo(7);
            warehouse.drop(THINGS);
            assertThat(warehouse.exists(THINGS)).isFalse();
        }
    }

    @Test
    void fiveThousandRowsOfAnEstimatorGoInWithTheirNullsAndLastDigits() {
        List<Column> columns = List.of(
                Column.of("name", "varchar", true),
                Column.of("n", "integer", true),
                Column.of("count", "bigint", true),
                Column.of("x", "double", true));
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int n = 0; n < 5_000; n++) {
            rows.add(Arrays.asList(
                    n % 2 == 0 ? "it's 人" : null, n, 9_007_199_254_740_993L, n % 5 == 0 ? null : n / 3.0));
        }
        try (DuckDbWarehouse warehouse = DuckDbWarehouse.inMemory()) {
            warehouse.createEmpty(THINGS, columns);
            warehouse.append(THINGS, columns, rows);
            List<Row> found = warehouse.rows("select * from staged.things order by n nulls last");
            assertThat(found).hasSize(5_000);
            for (int n = 0; n < 5_000; n++) {
                assertThat(found.get(n).values()).isEqualTo(rows.get(n));
            }
        }
    }

    @Test
    void thousandNumbersThatComeAsTextsGoInAsNumbers() {
        List<Column> columns = List.of(Column.of("n", "bigint", true));
        try (DuckDbWarehouse warehouse = DuckDbWarehouse.inMemory()) {
            warehouse.createEmpty(THINGS, columns);
            warehouse.append(THINGS, columns, Collections.nCopies(1_000, List.of("7")));
            assertThat(warehouse
                            .rows("select sum(n)::bigint from staged.things")
                            .get(0)
                            .whole(0))
                    .isEqualTo(7_000);
        }
    }

    @Test
    void twoParquetFilesAreReadAsOneRelation() {
        try (DuckDbWarehouse warehouse = DuckDbWarehouse.inMemory()) {
            List<Path> files = List.of(folder.resolve("it's 1.parquet"), folder.resolve("2.parquet"));
            warehouse.exportParquet("select 1 as x", files.get(0), ParquetLayout.LANDING, Map.of());
            warehouse.exportParquet("select 41 as x", files.get(1), ParquetLayout.LANDING, Map.of());
            warehouse.registerParquet(new RelationName("landing", "things"), files);

            assertThat(warehouse
                            .rows("select sum(x) from landing.things")
                            .get(0)
                            .whole(0))
                    .isEqualTo(42);
        }
    }

    @Test
    @Timeout(60)
    void anotherThreadCancelsAQueryOfATrillionRows() throws Exception {
        try (DuckDbWarehouse warehouse = DuckDbWarehouse.inMemory()) {
            CountDownLatch began = new CountDownLatch(1);
            CompletableFuture<WarehouseException> waiting = CompletableFuture.supplyAsync(() -> {
                began.countDown();
                return catchThrowableOfType(
                        WarehouseException.class,
                        () -> warehouse.rows(
                                "select sum(a.n * b.n) from range(1000000) as a(n), range(1000000) as b(n)"));
            });
            assertThat(began.await(10, TimeUnit.SECONDS)).isTrue();
            while (!waiting.isDone()) {
                warehouse.cancel();
                Thread.onSpinWait();
            }

            assertThat(waiting.get().reason()).isEqualTo("INTERRUPT Error: Interrupted!");
            assertThat(waiting.get().isOfEngine()).isTrue();
            assertThat(warehouse.rows("select 1").get(0).whole(0)).isEqualTo(1);
        }
    }

    @Test
    void reasonsAreOneLineWithoutTheDriversWrapperAndKnowTheirLine() {
        try (DuckDbWarehouse warehouse = DuckDbWarehouse.inMemory()) {
            WarehouseException missing = catchThrowableOfType(
                    WarehouseException.class, () -> warehouse.describe("select\n  1,\n  nothing\nfrom range(1)"));
            assertThat(missing.reason())
                    .isEqualTo("Binder Error: Referenced column \"nothing\" not found in FROM clause!"
                            + " Candidate bindings: \"range\"");
            assertThat(missing.line()).isEqualTo(3);

            WarehouseException cast = catchThrowableOfType(
                    WarehouseException.class, () -> warehouse.rows("select cast('abc' as integer)"));
            assertThat(cast.reason()).isEqualTo("Conversion Error: Could not convert string 'abc' to INT32");
            assertThat(cast.isOfEngine()).isFalse();

            WarehouseException overflow = catchThrowableOfType(
                    WarehouseException.class,
                    () -> warehouse.createOrReplace(THINGS, "select cast(1000 as decimal(4,2)) as x"));
            assertThat(overflow.reason())
                    .startsWith("Conversion Error: Could not cast")
                    .doesNotContain("\n");
        }
    }

    @Test
    void nothingIsFetchedFromANetworkForAMissingExtension() {
        try (DuckDbWarehouse warehouse = DuckDbWarehouse.inMemory()) {
            assertThat(warehouse.rows("select name from duckdb_settings() where value = 'true' and name in"
                            + " ('autoinstall_known_extensions', 'autoload_known_extensions',"
                            + " 'allow_community_extensions', 'allow_persistent_secrets')"))
                    .isEmpty();
        }
    }

    private static List<Column> everyType() {
        return List.of(
                Column.of("a", "boolean", true),
                Column.of("b", "integer", true),
                Column.of("c", "bigint", true),
                Column.of("d", "double", true),
                Column.of("e", "varchar", true),
                Column.of("f", "date", true),
                Column.of("g", "timestamp", true),
                Column.of("h", "decimal(18,2)", true));
    }
}

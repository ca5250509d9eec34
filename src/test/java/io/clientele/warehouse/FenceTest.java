package io.clientele.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.model.RelationName;
import io.clientele.model.SqlText;
import io.clientele.warehouse.Warehouse.ParquetLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class FenceTest {

    private static final RelationName LOADED = new RelationName("staged", "loaded");
    private static final RelationName REGISTERED = new RelationName("staged", "registered");
    private static final RelationName SORTED = new RelationName("staged", "sorted");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Path landed;
    private Path own;

    @BeforeEach
    void land() throws IOException {
        landed = folder.resolve("landed.parquet");
        own = folder.resolve("own");
        Files.createDirectories(folder.resolve("spill"));
        try (DuckDbWarehouse warehouse = DuckDbWarehouse.inMemory()) {
            warehouse.exportParquet("select 42 as x", landed, ParquetLayout.LANDING, Map.of());
        }
    }

    private DuckDbWarehouse open() {
        return DuckDbWarehouse.open(
                folder.resolve("night.duckdb"),
                folder.resolve("spill"),
                new WarehouseSettings(DataSize.ofMegabytes(150), 2, DataSize.ofGigabytes(2)));
    }

    @Test
    void whatWasLoadedBeforeStaysAndWhatWasOnlyRegisteredIsOutOfReach() {
        try (DuckDbWarehouse warehouse = open()) {
            warehouse.createOrReplace(LOADED, "select * from read_parquet(" + SqlText.path(landed) + ")");
            warehouse.registerParquet(REGISTERED, List.of(landed));

            warehouse.fence(List.of(own));

            assertThat(warehouse.rows("select x from staged.loaded").get(0).whole(0))
                    .isEqualTo(42);
            assertThatThrownBy(() -> warehouse.rows("select x from staged.registered"))
                    .hasMessageContaining("Cannot access file \"" + landed);
        }
    }

    @Test
    void sixMillionRowsAreSortedThroughTheSpillAndWrittenIntoTheOwnFolder() throws IOException {
        Files.createDirectories(own);
        try (DuckDbWarehouse warehouse = open()) {
            warehouse.fence(List.of(own));
            warehouse.createOrReplace(
                    SORTED, "select n, md5(cast(n as varchar)) as digest from range(6000000) as r(n)");
            warehouse.exportParquet(
                    "select * from staged.sorted order by digest",
                    own.resolve("sorted.parquet"),
                    ParquetLayout.MART,
                    Map.of());

            assertThat(warehouse
                            .rows("select count(*), cast(sum(n) as bigint) from read_parquet("
                                    + SqlText.path(own.resolve("sorted.parquet")) + ")")
                            .get(0)
                            .values())
                    .containsExactly(6_000_000L, 17_999_997_000_000L);
            assertThat(warehouse
                            .rows("select value from duckdb_settings() where name = 'memory_limit'")
                            .get(0)
                            .text(0))
                    .isEqualTo("150.0 MiB");
        }
    }

    @Test
    void aWarehouseAsideIsBehindTheSameFence() {
        try (DuckDbWarehouse warehouse = open()) {
            warehouse.createOrReplace(LOADED, "select 42 as x");
            warehouse.fence(List.of(own));
            try (Warehouse aside = warehouse.aside()) {
                warehouse.lend(LOADED, aside);
                aside.createOrReplace(SORTED, "select x + 1 as x from staged.loaded");

                assertThat(aside.rows("select x from staged.sorted").get(0).whole(0))
                        .isEqualTo(43);
                assertThatThrownBy(() -> aside.registerParquet(REGISTERED, List.of(landed)))
                        .hasMessageContaining("Cannot access file \"" + landed);
                assertThatThrownBy(() -> aside.exportParquet("select 1 as x", landed, ParquetLayout.MART, Map.of()))
                        .hasMessageContaining("file system operations are disabled");
            }
        }
    }
}

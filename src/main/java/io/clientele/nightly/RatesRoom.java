package io.clientele.nightly;

import io.clientele.extract.TakeIn;
import io.clientele.model.Model;
import io.clientele.model.RelationName;
import io.clientele.model.SqlText;
import io.clientele.warehouse.DuckDbWarehouse;
import io.clientele.warehouse.Warehouse;
import io.clientele.warehouse.Warehouse.ParquetLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.springframework.util.FileSystemUtils;

/**
 * Computes the rates while deliveries are still being read, when the night's own engine cannot be closed yet: in an engine of their
 * own, which reaches nothing but copies of what their model reads.
 */
final class RatesRoom {

    private final Warehouse night;
    private final Path folder;

    /** @param folder for files that nobody needs afterwards */
    RatesRoom(Warehouse night, Path folder) {
        this.night = night;
        this.folder = folder;
    }

    void make(Model rates) {
        try {
            FileSystemUtils.deleteRecursively(folder);
            Files.createDirectories(folder);
            night.createOrReplace(TakeIn.RATES, "SELECT * FROM read_parquet(" + SqlText.path(computed(rates)) + ")");
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot compute the rates: " + e, e);
        }
    }

    private Path computed(Model rates) {
        Path result = folder.resolve("rates.parquet");
        try (DuckDbWarehouse room = DuckDbWarehouse.inMemory()) {
            room.fence(List.of(folder));
            for (RelationName relation : rates.reads()) {
                Path copy = folder.resolve(relation + ".parquet");
                night.exportParquet("SELECT * FROM " + SqlText.name(relation), copy, ParquetLayout.LANDING, Map.of());
                room.registerParquet(relation, List.of(copy));
            }
            room.exportParquet(rates.sql(), result, ParquetLayout.LANDING, Map.of());
        }
        return result;
    }
}

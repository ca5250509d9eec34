package io.clientele.warehouse;

import io.clientele.model.SqlText;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A database file that holds views of Parquet files and what they mean, for BI tools to open. */
public final class ViewDatabase {

    /** Readable by DuckDB from 1.2 on. */
    private static final String STORAGE_VERSION = "v1.2.0";

    private ViewDatabase() {}

    /**
     * A view of one file.
     *
     * @param columnComments by column
     */
    public record View(String name, Path file, String comment, Map<String, String> columnComments) {}

    /** Writes the file, which must not exist, in one piece: each statement by itself would wait for the disk. It is closed on return. */
    public static void write(Path file, List<View> views) {
        try (DuckDbWarehouse warehouse = DuckDbWarehouse.inMemory()) {
            warehouse.execute(
                    "ATTACH " + SqlText.path(file) + " AS catalogue (STORAGE_VERSION '" + STORAGE_VERSION + "')");
            warehouse.execute("BEGIN TRANSACTION");
            for (View view : views) {
                String name = "catalogue.main." + SqlText.name(view.name());
                warehouse.execute(
                        "CREATE VIEW " + name + " AS SELECT * FROM read_parquet(" + SqlText.path(view.file()) + ")");
                warehouse.execute("COMMENT ON VIEW " + name + " IS " + SqlText.text(view.comment()));
                view.columnComments()
                        .forEach((column, comment) -> warehouse.execute("COMMENT ON COLUMN " + name + "."
                                + SqlText.name(column) + " IS " + SqlText.text(comment)));
            }
            warehouse.execute("COMMIT");
            warehouse.execute("DETACH catalogue");
        }
    }
}

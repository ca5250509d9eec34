package io.clientele.publish;

import java.nio.file.Path;
import java.util.List;

/** Writes the database that BI tools open: a view and its comments for each mart. */
public interface CatalogueWriter {

    /**
     * Writes a closed database file, complete in itself: no write-ahead log stays beside it.
     *
     * @param file absolute, does not exist yet
     */
    void write(Path file, List<MartView> views);
}

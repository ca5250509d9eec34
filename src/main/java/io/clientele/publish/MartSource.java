package io.clientele.publish;

import io.clientele.model.RelationName;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Where the finished marts are: the SQL engine's side of a publication. */
public interface MartSource {

    /**
     * Writes a mart as one Parquet file: v1 pages, snappy, through a temporary name, the same bytes for the same rows.
     *
     * @param orderBy columns to sort by: ascending, nulls last, text by its UTF-8 bytes
     * @param file absolute, does not exist yet; its folder does
     * @param metadata key-value pairs for the file's footer
     */
    void export(RelationName mart, List<String> orderBy, Path file, Map<String, String> metadata);

    /** What the engine itself counts and sums, to be compared with what the file holds. */
    MartFigures figures(RelationName mart);
}

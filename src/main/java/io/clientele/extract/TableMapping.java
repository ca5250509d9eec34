package io.clientele.extract;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a source fills a landing table: from one file column by column, by a query over its files, or by a query that a
 * database answers.
 *
 * @param files that the rows come from: one, or those that the query reads; none where a database answers
 * @param columns contract column to its origin; empty where every delivered column is taken under its own name
 * @param keep SQL over the delivered columns; rows for which it is not true are counted as filtered
 */
record TableMapping(
        String table,
        int line,
        List<String> files,
        Optional<Query> query,
        Optional<Extract> extract,
        Map<String, ColumnMapping> columns,
        @Nullable Keep keep) {

    /** A query over delivered files, read and found to do no more than that. */
    record Query(Path file, String sql) {}

    /** A condition and where it stands. */
    record Keep(int line, String condition) {}

    /** The file that is mapped column by column. */
    Optional<String> fromFile() {
        return query.isEmpty() ? files.stream().findFirst() : Optional.empty();
    }
}

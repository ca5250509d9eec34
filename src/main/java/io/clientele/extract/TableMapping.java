package io.clientele.extract;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a source fills a landing table: from one file column by column, or by a query over its files.
 *
 * @param columns contract column to its origin; empty where every delivered column is taken under its own name
 * @param keep SQL over the delivered columns; rows for which it is not true are counted as filtered
 */
record TableMapping(
        String table,
        int line,
        Optional<String> fromFile,
        Optional<Path> query,
        Map<String, ColumnMapping> columns,
        @Nullable String keep) {}

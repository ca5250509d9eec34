package io.clientele.extract;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    /** How it is read, as in {@code whole} or {@code from kunden}. */
    String says() {
        return extract.map(Extract::says).orElseGet(() -> query.map(
                        found -> "by " + found.file().getFileName() + " over " + String.join(", ", files))
                .orElseGet(() -> "from " + String.join(", ", files)));
    }

    /** Whether a contract column comes from anywhere, given the names that are delivered. */
    boolean fills(String column, Set<String> delivered) {
        return columns.isEmpty() ? delivered.contains(column) : columns.containsKey(column);
    }

    /**
     * The folder of the landing zone in which each row is one of the table: that of a file which is mapped column by column, or of what is
     * read of a database. Empty where a query makes the rows of files.
     */
    Optional<String> landedAs() {
        return extract.isPresent() ? Optional.of(table) : fromFile();
    }

    /** The file that is mapped column by column. */
    Optional<String> fromFile() {
        return query.isEmpty() ? files.stream().findFirst() : Optional.empty();
    }
}

package io.clientele.warehouse;

import io.clientele.model.Column;
import io.clientele.model.ColumnType;
import io.clientele.model.RelationName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Many rows at once, without a statement for each: what an estimator has computed. */
final class BulkRows {

    /** From so many rows on. */
    static final int WORTH_IT = 1_000;

    private static final Set<ColumnType.Kind> KINDS = EnumSet.of(
            ColumnType.Kind.VARCHAR, ColumnType.Kind.BIGINT, ColumnType.Kind.INTEGER, ColumnType.Kind.DOUBLE);

    private BulkRows() {}

    /** Whether all columns are of kinds that go in as they are, and no number comes as a text. */
    static boolean canHold(List<Column> columns, List<List<@Nullable Object>> rows) {
        return columns.stream().allMatch(column -> KINDS.contains(column.type().kind()))
                && rows.stream().allMatch(row -> IntStream.range(0, row.size())
                        .allMatch(i -> row.get(i) == null
                                || (columns.get(i).type().kind() == ColumnType.Kind.VARCHAR)
                                        != row.get(i) instanceof Number));
    }

    /** Appends to all columns of a relation, in their order. */
    static void append(
            Connection connection, RelationName relation, List<Column> columns, List<List<@Nullable Object>> rows)
            throws SQLException {
        try (DuckDBAppender appender =
                connection.unwrap(DuckDBConnection.class).createAppender(relation.schema(), relation.name())) {
            for (List<@Nullable Object> row : rows) {
                appender.beginRow();
                for (int i = 0; i < row.size(); i++) {
                    append(appender, columns.get(i).type().kind(), row.get(i));
                }
                appender.endRow();
            }
        }
    }

    private static void append(DuckDBAppender appender, ColumnType.Kind kind, @Nullable Object value)
            throws SQLException {
        if (value == null) {
            appender.appendNull();
        } else if (!(value instanceof Number number)) {
            appender.append(value.toString());
        } else if (kind == ColumnType.Kind.INTEGER) {
            appender.append(Math.toIntExact(number.longValue()));
        } else if (kind == ColumnType.Kind.BIGINT) {
            appender.append(number.longValue());
        } else {
            appender.append(number.doubleValue());
        }
    }
}

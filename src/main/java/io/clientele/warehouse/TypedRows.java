package io.clientele.warehouse;

import io.clientele.model.Column;
import io.clientele.model.ColumnType;
import io.clientele.model.RelationName;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Rows whose values have the types of their columns already: the engine takes them as they are, without a statement. */
final class TypedRows {

    private TypedRows() {}

    /** Whether nothing is to be cast: no number comes as a text, and no decimal has more digits than its column. */
    static boolean canHold(List<Column> columns, List<List<@Nullable Object>> rows) {
        for (List<@Nullable Object> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                Object value = row.get(i);
                if (value != null && !isOf(columns.get(i).type(), value)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isOf(ColumnType type, Object value) {
        return switch (type.kind()) {
            case BOOLEAN -> value instanceof Boolean;
            case INTEGER, BIGINT -> value instanceof Integer || value instanceof Long;
            case DOUBLE -> value instanceof Number;
            case VARCHAR -> value instanceof String;
            case DATE -> value instanceof LocalDate;
            case TIMESTAMP -> value instanceof LocalDateTime;
            case DECIMAL ->
                value instanceof BigDecimal decimal && scaled(decimal, type).precision() <= type.precision();
        };
    }

    private static BigDecimal scaled(BigDecimal value, ColumnType type) {
        return value.setScale(type.scale(), RoundingMode.HALF_UP);
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
                    append(appender, columns.get(i).type(), row.get(i));
                }
                appender.endRow();
            }
        }
    }

    private static void append(DuckDBAppender appender, ColumnType type, @Nullable Object value) throws SQLException {
        if (value == null) {
            appender.appendNull();
            return;
        }
        switch (type.kind()) {
            case BOOLEAN -> appender.append((boolean) value);
            case INTEGER -> appender.append(Math.toIntExact(((Number) value).longValue()));
            case BIGINT -> appender.append(((Number) value).longValue());
            case DOUBLE -> appender.append(((Number) value).doubleValue());
            case VARCHAR -> appender.append((String) value);
            case DATE -> appender.append((LocalDate) value);
            case TIMESTAMP -> appender.append((LocalDateTime) value);
            case DECIMAL -> appender.append(scaled((BigDecimal) value, type));
        }
    }
}

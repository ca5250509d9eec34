package io.clientele.extract.jdbc;

import io.clientele.model.ColumnType;
import io.clientele.model.ColumnType.Kind;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import org.postgresql.PGResultSetMetaData;

/** Chooses for a column of a result the form in which its values are asked for. */
final class SourceColumns {
    private static final int BINARY = 1;

    private final ResultSetMetaData metadata;
    private final boolean textAsBytes;

    SourceColumns(ResultSetMetaData metadata, boolean textAsBytes) {
        this.metadata = metadata;
        this.textAsBytes = textAsBytes;
    }

    SourceColumn column(int index, ColumnType wanted) throws SQLException {
        if (metadata instanceof PGResultSetMetaData postgreSql) {
            boolean isBinary = postgreSql.getFormat(index) == BINARY;
            return isBinary ? binary(index, wanted) : text(index, wanted);
        }
        return textAsBytes ? text(index, wanted) : object(index, wanted);
    }

    private SourceColumn binary(int index, ColumnType wanted) throws SQLException {
        return switch (metadata.getColumnTypeName(index)) {
            case "int2", "int4", "int8", "serial", "bigserial", "smallserial", "oid" ->
                new PostgreSqlColumns.Whole(index);
            case "numeric" -> new PostgreSqlColumns.Numeric(index);
            case "date" ->
                wanted.kind() == Kind.VARCHAR ? new JdbcColumns.Text(index) : new PostgreSqlColumns.Day(index);
            case "timestamp" ->
                wanted.kind() == Kind.VARCHAR ? new JdbcColumns.Text(index) : new PostgreSqlColumns.Local(index);
            case "timestamptz" ->
                wanted.kind() == Kind.VARCHAR ? new JdbcColumns.Text(index) : new PostgreSqlColumns.Instant(index);
            case "bool" -> new JdbcColumns.Flag(index);
            case "bytea" -> new JdbcColumns.Bytes(index);
            case "float8" -> wanted.kind() == Kind.DOUBLE ? new JdbcColumns.Real(index) : new JdbcColumns.Text(index);
            default -> new JdbcColumns.Text(index);
        };
    }

    private SourceColumn text(int index, ColumnType wanted) throws SQLException {
        return switch (metadata.getColumnType(index)) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER -> new JdbcColumns.Whole(index);
            case Types.BIGINT ->
                metadata.isSigned(index) ? new JdbcColumns.Whole(index) : new JdbcColumns.Decimal(index);
            case Types.BIT, Types.BOOLEAN ->
                metadata instanceof PGResultSetMetaData ? new JdbcColumns.Flag(index) : new JdbcColumns.Whole(index);
            case Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR, Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY ->
                new JdbcColumns.Bytes(index);
            default ->
                metadata instanceof PGResultSetMetaData && wanted.kind() == Kind.VARCHAR
                        ? new JdbcColumns.Bytes(index)
                        : new JdbcColumns.Text(index);
        };
    }

    private SourceColumn object(int index, ColumnType wanted) throws SQLException {
        if (wanted.kind() == Kind.DOUBLE) {
            return real(index);
        }
        return switch (metadata.getColumnType(index)) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER -> new JdbcColumns.Whole(index);
            case Types.BIGINT, Types.DECIMAL, Types.NUMERIC -> new JdbcColumns.Decimal(index);
            case Types.BIT, Types.BOOLEAN -> new JdbcColumns.Flag(index);
            case Types.DATE -> wanted.kind() == Kind.VARCHAR ? new JdbcColumns.Text(index) : new JdbcColumns.Day(index);
            case Types.TIMESTAMP ->
                wanted.kind() == Kind.VARCHAR ? new JdbcColumns.Text(index) : new JdbcColumns.Local(index);
            case Types.TIMESTAMP_WITH_TIMEZONE ->
                wanted.kind() == Kind.VARCHAR ? new JdbcColumns.Text(index) : new JdbcColumns.Instant(index);
            default -> new JdbcColumns.Text(index);
        };
    }

    private SourceColumn real(int index) throws SQLException {
        return switch (metadata.getColumnType(index)) {
            case Types.REAL, Types.FLOAT, Types.DOUBLE -> new JdbcColumns.Real(index);
            default -> new JdbcColumns.Text(index);
        };
    }
}

package io.clientele.nightly;

import io.clientele.extract.Traces;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/** Puts asterisks where metadata of runs name somebody: in reasons, failures and contexts, whatever tables there are. */
final class MetadataErasure {

    private static final Set<Integer> TEXTS =
            Set.of(Types.VARCHAR, Types.LONGVARCHAR, Types.CLOB, Types.CHAR, Types.NVARCHAR);

    private final DataSource metadata;
    private final Traces traces;

    MetadataErasure(DataSource metadata, Traces traces) {
        this.metadata = metadata;
        this.traces = traces;
    }

    /** A column of texts, quoted. */
    private record TextColumn(String table, String name) {}

    /** @return how many values were changed */
    long erase() throws SQLException {
        long changed = 0;
        try (Connection connection = metadata.getConnection()) {
            for (TextColumn column : columns(connection)) {
                changed += erase(connection, column);
            }
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        }
        return changed;
    }

    private static List<TextColumn> columns(Connection connection) throws SQLException {
        List<TextColumn> columns = new ArrayList<>();
        try (ResultSet found =
                connection.getMetaData().getColumns(connection.getCatalog(), connection.getSchema(), "%", "%")) {
            while (found.next()) {
                if (TEXTS.contains(found.getInt("DATA_TYPE"))) {
                    columns.add(new TextColumn(
                            quoted(found.getString("TABLE_NAME")), quoted(found.getString("COLUMN_NAME"))));
                }
            }
        }
        return columns;
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private long erase(Connection connection, TextColumn column) throws SQLException {
        List<String> naming = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet values = statement.executeQuery("select distinct " + column.name() + " from " + column.table()
                        + " where " + column.name() + " is not null")) {
            while (values.next()) {
                String value = String.valueOf(values.getString(1));
                if (traces.countIn(value) > 0) {
                    naming.add(value);
                }
            }
        }
        long changed = 0;
        try (PreparedStatement update = connection.prepareStatement(
                "update " + column.table() + " set " + column.name() + " = ? where " + column.name() + " = ?")) {
            for (String value : naming) {
                update.setString(1, traces.masked(value));
                update.setString(2, value);
                changed += update.executeUpdate();
            }
        }
        return changed;
    }
}

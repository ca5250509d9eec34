package io.clientele.extract.jdbc;

import io.clientele.model.Column;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What can be found out of a source without reading it: estimates, rights, and a few first rows. */
public final class Look {

    private final Session session;

    public Look(Session session) {
        this.session = session;
    }

    /**
     * How many rows a query may give, by the planner's statistics; empty where the database is not asked.
     *
     * @throws SQLException where the database refuses it
     */
    public Optional<Long> estimatedRows(String query) throws SQLException {
        Optional<RowEstimate> estimate = session.dialect().estimate();
        return estimate.isEmpty()
                ? Optional.empty()
                : Optional.of(session.look(
                        estimate.get().explain() + query, estimate.get().reading()));
    }

    /**
     * Whether our login could change a row of the database; empty where the database is not asked.
     *
     * @throws SQLException where the database refuses to say
     */
    public Optional<Boolean> isWriter() throws SQLException {
        Optional<String> count = session.dialect().writableCount();
        return count.isEmpty()
                ? Optional.empty()
                : Optional.of(session.look(count.get(), result -> {
                    result.next();
                    return result.getLong(1) > 0;
                }));
    }

    /**
     * The first rows of a table, in no order.
     *
     * @throws SQLException where the database refuses it
     */
    public List<ExtractedRow> first(int rows, SourceTable table, List<Column> columns) throws SQLException {
        return session.look(table.first(rows, columns), result -> read(result, columns));
    }

    private List<ExtractedRow> read(ResultSet result, List<Column> columns) throws SQLException {
        RowReader reader = new RowReader(
                result,
                columns,
                session.database().timeZone(),
                session.dialect().isTextGivenAsBytes());
        List<ExtractedRow> rows = new ArrayList<>();
        while (result.next()) {
            rows.add(reader.read());
        }
        return rows;
    }
}

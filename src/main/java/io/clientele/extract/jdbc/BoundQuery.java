package io.clientele.extract.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** What a database is asked, with the values of its placeholders in their order. */
record BoundQuery(String sql, List<Object> values) {

    static BoundQuery of(String sql) {
        return new BoundQuery(sql, List.of());
    }

    void bind(PreparedStatement statement) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, values.get(i));
        }
    }
}

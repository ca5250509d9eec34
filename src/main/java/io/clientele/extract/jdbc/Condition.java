package io.clientele.extract.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What a row has to fulfil, with its values beside it. */
public record Condition(String sql, List<Object> values) {

    public static final Condition NONE = new Condition("", List.of());

    Condition and(Condition other) {
        if (sql.isEmpty()) {
            return other;
        }
        if (other.sql.isEmpty()) {
            return this;
        }
        List<Object> both = new ArrayList<>(values);
        both.addAll(other.values);
        return new Condition(sql + " AND " + other.sql, both);
    }

    String where() {
        return sql.isEmpty() ? "" : "\nWHERE " + sql;
    }

    void bind(PreparedStatement statement) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, values.get(i));
        }
    }
}

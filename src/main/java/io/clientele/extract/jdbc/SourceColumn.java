package io.clientele.extract.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;

/** A column of a result, in the form that its driver hands out most cheaply without loss. */
abstract class SourceColumn {
    final int index;

    SourceColumn(int index) {
        this.index = index;
    }

    /** Puts the current row's value where it belongs, nothing for null; false when the value does not fit. */
    abstract boolean put(ResultSet result, ExtractedRow row, Target target) throws SQLException;

    /** The text of a value that did not fit. */
    String raw(ResultSet result) throws SQLException {
        return String.valueOf(result.getString(index));
    }
}

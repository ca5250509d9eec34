package io.clientele.extract;

import io.clientele.model.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A few rows of a table as its contract reads them, with personal data masked.
 *
 * @param columns of the contract that the source fills
 * @param masked the names of those whose values are masked
 * @param rows a value for each column; beside it what is wrong with the row, empty where nothing is
 */
public record SampleRows(String table, List<Column> columns, List<String> masked, List<Row> rows) {

    /** One row of it. */
    public record Row(List<@Nullable Object> values, String isWrong) {}
}

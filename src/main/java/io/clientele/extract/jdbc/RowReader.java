package io.clientele.extract.jdbc;

import io.clientele.model.Column;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Fits the rows of a result to the columns of a contract. A column that the result lacks stays null. */
final class RowReader {
    private final ResultSet result;
    private final int width;
    private final SourceColumn[] sources;
    private final Target[] targets;

    /**
     * @param columns in the order of the Parquet file
     * @param zone of timestamps without one
     * @param textAsBytes the driver's {@code getBytes} gives texts as they came over the wire, in UTF-8
     */
    RowReader(ResultSet result, List<Column> columns, ZoneId zone, boolean textAsBytes) throws SQLException {
        this.result = result;
        width = columns.size();
        Map<String, Integer> labels = labels(result.getMetaData());
        SourceColumns choice = new SourceColumns(result.getMetaData(), textAsBytes);
        List<SourceColumn> from = new ArrayList<>();
        List<Target> to = new ArrayList<>();
        for (int at = 0; at < columns.size(); at++) {
            Column column = columns.get(at);
            Integer index = labels.get(column.name());
            if (index != null) {
                to.add(Target.of(column, at, zone));
                from.add(choice.column(index, column.type()));
            }
        }
        sources = from.toArray(SourceColumn[]::new);
        targets = to.toArray(Target[]::new);
    }

    /** The current row of the result. */
    ExtractedRow read() throws SQLException {
        ExtractedRow row = new ExtractedRow(width);
        for (int i = 0; i < sources.length; i++) {
            if (!sources[i].put(result, row, targets[i])) {
                row.misfit(targets[i].name(), sources[i].raw(result));
            }
        }
        return row;
    }

    private static Map<String, Integer> labels(ResultSetMetaData metadata) throws SQLException {
        Map<String, Integer> labels = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int index = 1; index <= metadata.getColumnCount(); index++) {
            labels.putIfAbsent(metadata.getColumnLabel(index), index);
        }
        return labels;
    }
}

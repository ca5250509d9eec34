package io.clientele.compute;

import io.clientele.estimate.Table;
import io.clientele.model.Column;
import io.clientele.model.ColumnType;
import io.clientele.warehouse.ResultColumn;
import io.clientele.warehouse.Warehouse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Between relations and the tables that estimators read and write. */
final class EstimatorTables {

    private EstimatorTables() {}

    /** The rows of a query, its columns as texts, counts or numbers. */
    static Table read(Warehouse warehouse, String query) {
        List<ResultColumn> columns = warehouse.describe(query);
        List<List<@Nullable Object>> values = new ArrayList<>();
        columns.forEach(column -> values.add(new ArrayList<>()));
        warehouse.forEachRow(query, row -> {
            for (int i = 0; i < columns.size(); i++) {
                values.get(i).add(row.value(i));
            }
        });
        List<io.clientele.estimate.Column> read = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            read.add(column(columns.get(i), values.get(i)));
        }
        return new Table(read);
    }

    private static io.clientele.estimate.Column column(ResultColumn column, List<@Nullable Object> values) {
        return switch (ColumnType.parse(column.type()).kind()) {
            case BIGINT, INTEGER ->
                new io.clientele.estimate.Column.Counts(
                        column.name(),
                        values.stream()
                                .mapToLong(value -> ((Number) Objects.requireNonNull(value)).longValue())
                                .toArray());
            case DOUBLE, DECIMAL ->
                new io.clientele.estimate.Column.Numbers(
                        column.name(),
                        values.stream()
                                .mapToDouble(value -> value == null ? Double.NaN : ((Number) value).doubleValue())
                                .toArray());
            case VARCHAR, DATE, TIMESTAMP, BOOLEAN ->
                new io.clientele.estimate.Column.Texts(
                        column.name(),
                        values.stream()
                                .map(value -> value == null ? null : value.toString())
                                .toList());
        };
    }

    /** A table's rows in the order of a contract's columns; what is not known is null. */
    static List<List<@Nullable Object>> rows(Table table, List<Column> columns) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int row = 0; row < table.rowCount(); row++) {
            List<@Nullable Object> values = new ArrayList<>();
            for (Column column : columns) {
                values.add(value(table, column.name(), row));
            }
            rows.add(values);
        }
        return rows;
    }

    private static @Nullable Object value(Table table, String name, int row) {
        io.clientele.estimate.Column column = table.column(name);
        if (column instanceof io.clientele.estimate.Column.Texts texts) {
            return texts.values().get(row);
        }
        if (column instanceof io.clientele.estimate.Column.Counts counts) {
            return counts.values()[row];
        }
        double number = ((io.clientele.estimate.Column.Numbers) column).values()[row];
        return Double.isNaN(number) ? null : number;
    }
}

package io.clientele.compute;

import io.clientele.estimate.Table;
import io.clientele.model.Column;
import io.clientele.model.ColumnType;
import io.clientele.model.RelationName;
import io.clientele.model.SqlText;
import io.clientele.warehouse.Warehouse;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Between relations and the tables that estimators read and write. */
final class EstimatorTables {

    private static final int PIECE = 200_000;

    private EstimatorTables() {}

    /** The rows of a relation in their order, so many at a time. */
    static void forEachPiece(Warehouse warehouse, RelationName relation, Consumer<Table> reader) {
        for (long at = 0; ; at += PIECE) {
            Table piece =
                    read(warehouse, "SELECT * FROM " + SqlText.name(relation) + " LIMIT " + PIECE + " OFFSET " + at);
            if (piece.rowCount() > 0) {
                reader.accept(piece);
            }
            if (piece.rowCount() < PIECE) {
                return;
            }
        }
    }

    /** The rows of a query, its columns as texts, counts or numbers. */
    static Table read(Warehouse warehouse, String query) {
        List<EstimatorColumn> columns = warehouse.describe(query).stream()
                .map(column -> EstimatorColumn.of(
                        column.name(), ColumnType.parse(column.type()).kind()))
                .toList();
        warehouse.forEachRow(query, row -> {
            for (int i = 0; i < columns.size(); i++) {
                columns.get(i).add(row.value(i));
            }
        });
        return new Table(columns.stream().map(EstimatorColumn::read).toList());
    }

    /** A table's rows in the order of a contract's columns; what is not known is null. */
    static List<List<@Nullable Object>> rows(Table table, List<Column> columns) {
        List<io.clientele.estimate.Column> ordered =
                columns.stream().map(column -> table.column(column.name())).toList();
        return new AbstractList<>() {
            @Override
            public List<@Nullable Object> get(int row) {
                List<@Nullable Object> values = new ArrayList<>(columns.size());
                ordered.forEach(column -> values.add(value(column, row)));
                return values;
            }

            @Override
            public int size() {
                return table.rowCount();
            }
        };
    }

    private static @Nullable Object value(io.clientele.estimate.Column column, int row) {
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

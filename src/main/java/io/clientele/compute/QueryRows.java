package io.clientele.compute;

import io.clientele.estimate.Rows;
import io.clientele.estimate.Table;
import io.clientele.model.ColumnType;
import io.clientele.warehouse.ResultColumn;
import io.clientele.warehouse.Warehouse;
import io.clientele.warehouse.Warehouse.RowNumbers;
import java.util.List;
import java.util.function.Consumer;

/** The rows of a query, for an estimator. */
record QueryRows(Warehouse warehouse, String query) implements Rows {

    @Override
    public Table table() {
        return EstimatorTables.read(warehouse, query);
    }

    @Override
    public List<String> realColumns() {
        return warehouse.describe(query).stream()
                .filter(column -> ColumnType.parse(column.type()).kind() == ColumnType.Kind.DOUBLE)
                .map(ResultColumn::name)
                .toList();
    }

    @Override
    public void forEach(List<String> columns, Consumer<Numbers> reader) {
        List<String> given =
                warehouse.describe(query).stream().map(ResultColumn::name).toList();
        int[] places = columns.stream().mapToInt(column -> place(given, column)).toArray();
        warehouse.forEachNumbers(query, numbers -> reader.accept(new QueryRow(numbers, places)));
    }

    private static int place(List<String> given, String column) {
        int place = given.indexOf(column);
        if (place < 0) {
            throw new IllegalArgumentException("Cannot read column " + column + ": found only " + given);
        }
        return place;
    }

    /** The columns that the estimator asked for, in its order. */
    @SuppressWarnings("ArrayRecordComponent")
    private record QueryRow(RowNumbers numbers, int[] places) implements Numbers {

        @Override
        public long whole(int column) {
            return numbers.whole(places[column]);
        }

        @Override
        public double real(int column) {
            return numbers.real(places[column]);
        }
    }
}

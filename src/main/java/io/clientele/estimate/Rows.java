package io.clientele.estimate;

import java.util.List;
import java.util.function.Consumer;

/** The rows that an estimator reads, in their order: all together as a table, or one by one where they are too many for that. */
public interface Rows {

    Table table();

    /** The names of the columns of real numbers, in their order. */
    List<String> realColumns();

    /**
     * Hands over every row.
     *
     * @param columns of numbers; the reader knows them by their places in this list
     * @throws IllegalArgumentException when a column is missing
     */
    void forEach(List<String> columns, Consumer<Numbers> reader);

    /** The numbers of one row, for as long as it is being read. */
    interface Numbers {

        long whole(int column);

        double real(int column);
    }

    /** The rows of a table. */
    static Rows of(Table table) {
        return new Rows() {
            @Override
            public Table table() {
                return table;
            }

            @Override
            public List<String> realColumns() {
                return table.columns().stream()
                        .filter(Column.Numbers.class::isInstance)
                        .map(Column::name)
                        .toList();
            }

            @Override
            public void forEach(List<String> names, Consumer<Numbers> reader) {
                List<Column> columns = names.stream().map(table::column).toList();
                for (int row = 0; row < table.rowCount(); row++) {
                    reader.accept(new TableRow(columns, row));
                }
            }
        };
    }

    /** A row of columns. */
    record TableRow(List<Column> columns, int row) implements Numbers {

        @Override
        public long whole(int column) {
            if (columns.get(column) instanceof Column.Counts counts) {
                return counts.values()[row];
            }
            throw new IllegalArgumentException(
                    "Cannot read column " + columns.get(column).name() + ": expected whole numbers");
        }

        @Override
        public double real(int column) {
            if (columns.get(column) instanceof Column.Numbers numbers) {
                return numbers.values()[row];
            }
            throw new IllegalArgumentException(
                    "Cannot read column " + columns.get(column).name() + ": expected real numbers");
        }
    }
}

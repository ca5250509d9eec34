package io.clientele.estimate;

import java.util.List;

/** Columns of the same length; the order of the rows is part of the table. */
public record Table(List<Column> columns) {

    public Table {
        columns = List.copyOf(columns);
        if (columns.stream().mapToInt(Column::size).distinct().count() > 1) {
            throw new IllegalArgumentException("Cannot build a table: columns have different lengths "
                    + columns.stream().map(c -> c.name() + "=" + c.size()).toList());
        }
    }

    public int rowCount() {
        return columns.isEmpty() ? 0 : columns.get(0).size();
    }

    public long[] counts(String name) {
        if (column(name) instanceof Column.Counts counts) {
            return counts.values();
        }
        throw new IllegalArgumentException("Cannot read column " + name + ": expected whole numbers");
    }

    public double[] numbers(String name) {
        if (column(name) instanceof Column.Numbers numbers) {
            return numbers.values();
        }
        throw new IllegalArgumentException("Cannot read column " + name + ": expected real numbers");
    }

    /** @throws IllegalArgumentException where the column is missing or no text */
    public Column.Texts texts(String name) {
        if (column(name) instanceof Column.Texts texts) {
            return texts;
        }
        throw new IllegalArgumentException("Cannot read column " + name + ": expected text");
    }

    public List<Column.Texts> texts() {
        return columns.stream()
                .filter(Column.Texts.class::isInstance)
                .map(Column.Texts.class::cast)
                .toList();
    }

    public Column column(String name) {
        return columns.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Cannot read column " + name + ": found only "
                        + columns.stream().map(Column::name).toList()));
    }
}

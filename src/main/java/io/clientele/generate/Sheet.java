package io.clientele.generate;

import io.clientele.generate.Column.Type;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table being written: cell after cell in the order of its columns, then {@link #end()}. */
abstract class Sheet implements Closeable {
    private final Table table;
    private final List<Column> columns;
    private int at;
    private long rows;

    Sheet(Table table) {
        this.table = table;
        this.columns = table.delivered();
    }

    abstract void put(int at, String value);

    abstract void put(int at, Column column, long value);

    abstract void putNull(int at);

    abstract void putRaw(int at, String delivered);

    abstract void write() throws IOException;

    private int next(Type... types) {
        Type expected = columns.get(at).type();
        for (Type type : types) {
            if (type == expected) {
                return at++;
            }
        }
        throw new IllegalStateException("Cannot write %s: %s is %s, not %s"
                .formatted(table, columns.get(at).name(), expected, types[0]));
    }

    private Sheet value(long value, Type... types) {
        int cell = next(types);
        put(cell, columns.get(cell), value);
        return this;
    }

    Sheet text(@Nullable String value) {
        int cell = next(Type.TEXT);
        if (value == null) {
            putNull(cell);
        } else {
            put(cell, value);
        }
        return this;
    }

    Sheet id(long value) {
        return text(Long.toString(value));
    }

    Sheet whole(long value) {
        return value(value, Type.WHOLE);
    }

    /** The number without its point: the column knows its scale. */
    Sheet decimal(long unscaled) {
        return value(unscaled, Type.DECIMAL);
    }

    Sheet date(int day) {
        return day == History.NEVER ? nothing() : value(day, Type.DATE);
    }

    Sheet timestamp(long second) {
        return value(second, Type.TIMESTAMP);
    }

    Sheet flag(boolean value) {
        return value(value ? 1 : 0, Type.FLAG);
    }

    Sheet nothing() {
        putNull(next(Type.values()));
        return this;
    }

    /** Text that a careless export delivers where something else belongs; typed formats cannot hold it and have null. */
    Sheet raw(String delivered) {
        putRaw(next(Type.values()), delivered);
        return this;
    }

    void end() throws IOException {
        if (at != columns.size()) {
            throw new IllegalStateException(
                    "Cannot write %s: %d of %d columns are filled".formatted(table, at, columns.size()));
        }
        at = 0;
        again();
    }

    /** The last row, byte for byte, once more. */
    void again() throws IOException {
        rows++;
        write();
    }

    long rows() {
        return rows;
    }
}

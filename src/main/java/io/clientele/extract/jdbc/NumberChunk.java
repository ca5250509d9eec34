package io.clientele.extract.jdbc;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.statistics.IntStatistics;
import org.apache.parquet.column.statistics.LongStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/** Numbers of four or eight bytes, doubles among them by their bits. */
final class NumberChunk extends ColumnChunk {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int SLOTS = 4 * Dictionary.MOST_ENTRIES;

    private final int bytes;
    private final long[] numbers = new long[PartFile.ROWS_PER_GROUP];
    private int count;

    NumberChunk(ColumnDescriptor column, int at, int bytes) {
        super(column, at);
        this.bytes = bytes;
    }

    @Override
    void append(ExtractedRow row, int at) {
        numbers[count++] = row.number(at);
    }

    @Override
    void clear() {
        super.clear();
        count = 0;
    }

    @Override
    void describe(Statistics<?> statistics) {
        if (count == 0) {
            return;
        }
        long lowest = numbers[0];
        long highest = numbers[0];
        for (int i = 1; i < count; i++) {
            lowest = Math.min(lowest, numbers[i]);
            highest = Math.max(highest, numbers[i]);
        }
        if (statistics instanceof LongStatistics longs) {
            longs.setMinMax(lowest, highest);
        } else if (statistics instanceof IntStatistics ints) {
            ints.setMinMax((int) lowest, (int) highest);
        }
    }

    @Override
    BytesInput plain() {
        return encoded(numbers, count);
    }

    private BytesInput encoded(long[] values, int end) {
        byte[] encoded = new byte[end * bytes];
        for (int i = 0; i < end; i++) {
            if (bytes == Long.BYTES) {
                LONG.set(encoded, i * Long.BYTES, values[i]);
            } else {
                INT.set(encoded, i * Integer.BYTES, (int) values[i]);
            }
        }
        return BytesInput.from(encoded);
    }

    @Override
    @Nullable
    Dictionary dictionary() {
        long[] entries = new long[Dictionary.MOST_ENTRIES + 1];
        int[] slots = new int[SLOTS];
        int[] places = new int[count];
        int size = 0;
        for (int i = 0; i < count; i++) {
            long value = numbers[i];
            int slot = (int) (value * 0x9E3779B97F4A7C15L >>> 48) & SLOTS - 1;
            while (slots[slot] != 0 && entries[slots[slot] - 1] != value) {
                slot = slot + 1 & SLOTS - 1;
            }
            if (slots[slot] == 0) {
                entries[size] = value;
                slots[slot] = ++size;
                if (!Dictionary.isWorthIt(size, i + 1)) {
                    return null;
                }
            }
            places[i] = slots[slot] - 1;
        }
        return size == 0 ? null : new Dictionary(encoded(Arrays.copyOf(entries, size), size), size, places, count);
    }
}

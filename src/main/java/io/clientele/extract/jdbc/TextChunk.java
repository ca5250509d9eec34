package io.clientele.extract.jdbc;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.jspecify.annotations.Nullable;

/** Bytes one after the other, each text with its length in four bytes before it unless all are of one length. */
final class TextChunk extends ColumnChunk {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int SLOTS = 4 * Dictionary.MOST_ENTRIES;

    private final int head;
    private final int[] ends = new int[PartFile.ROWS_PER_GROUP];
    private byte[] bytes = new byte[1 << 16];
    private int count;
    private int end;

    TextChunk(ColumnDescriptor column, int at, boolean hasLengths) {
        super(column, at);
        head = hasLengths ? Integer.BYTES : 0;
    }

    @Override
    void append(ExtractedRow row, int at) {
        put(Objects.requireNonNull(row.bytes(at)));
    }

    void addText(byte[] text) {
        addPresence();
        put(text);
    }

    private void put(byte[] text) {
        int needed = end + head + text.length;
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, 2 * bytes.length));
        }
        if (head > 0) {
            INT.set(bytes, end, text.length);
        }
        System.arraycopy(text, 0, bytes, end + head, text.length);
        end = needed;
        ends[count++] = end;
    }

    @Override
    int textBytes() {
        return end;
    }

    @Override
    void clear() {
        super.clear();
        count = 0;
        end = 0;
    }

    @Override
    BytesInput plain() {
        return BytesInput.from(bytes, 0, end);
    }

    @Override
    @Nullable
    Dictionary dictionary() {
        int[] entries = new int[Dictionary.MOST_ENTRIES + 1];
        int[] slots = new int[SLOTS];
        int[] places = new int[count];
        int size = 0;
        for (int i = 0; i < count; i++) {
            int slot = hash(i) & SLOTS - 1;
            while (slots[slot] != 0 && !isSame(entries[slots[slot] - 1], i)) {
                slot = slot + 1 & SLOTS - 1;
            }
            if (slots[slot] == 0) {
                entries[size] = i;
                slots[slot] = ++size;
                if (!Dictionary.isWorthIt(size, i + 1)) {
                    return null;
                }
            }
            places[i] = slots[slot] - 1;
        }
        return size == 0 ? null : new Dictionary(encoded(entries, size), size, places, count);
    }

    private int start(int i) {
        return i == 0 ? 0 : ends[i - 1];
    }

    private int hash(int i) {
        int hash = 0;
        for (int at = start(i) + head; at < ends[i]; at++) {
            hash = 31 * hash + bytes[at];
        }
        hash *= 0x9E3779B9;
        return hash >>> 15;
    }

    private boolean isSame(int i, int j) {
        return Arrays.equals(bytes, start(i) + head, ends[i], bytes, start(j) + head, ends[j]);
    }

    private BytesInput encoded(int[] entries, int size) {
        int length = 0;
        for (int i = 0; i < size; i++) {
            length += ends[entries[i]] - start(entries[i]);
        }
        byte[] encoded = new byte[length];
        int to = 0;
        for (int i = 0; i < size; i++) {
            int from = start(entries[i]);
            int entry = ends[entries[i]] - from;
            System.arraycopy(bytes, from, encoded, to, entry);
            to += entry;
        }
        return BytesInput.from(encoded);
    }
}

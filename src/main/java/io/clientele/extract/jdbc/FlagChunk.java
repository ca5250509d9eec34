package io.clientele.extract.jdbc;

import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.jspecify.annotations.Nullable;

/** Booleans, a bit each. */
final class FlagChunk extends ColumnChunk {
    private final byte[] bits = new byte[(PartFile.ROWS_PER_GROUP + 7) / 8];
    private int count;

    FlagChunk(ColumnDescriptor column, int at) {
        super(column, at);
    }

    @Override
    void append(ExtractedRow row, int at) {
        bits[count >>> 3] |= (byte) (row.number(at) << (count & 7));
        count++;
    }

    @Override
    void clear() {
        super.clear();
        Arrays.fill(bits, (byte) 0);
        count = 0;
    }

    @Override
    BytesInput plain() {
        return BytesInput.from(bits, 0, count + 7 >>> 3);
    }

    @Override
    @Nullable
    Dictionary dictionary() {
        return null;
    }
}

package io.clientele.extract.jdbc;

import java.io.IOException;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriteStore;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/** A nullable column of the row group that is being filled: which rows have a value, and the values. */
abstract class ColumnChunk {
    private final ColumnDescriptor column;
    private final int at;
    private final byte[] present = new byte[(PartFile.ROWS_PER_GROUP + 7) / 8];
    private int rows;
    private int values;

    ColumnChunk(ColumnDescriptor column, int at) {
        this.column = column;
        this.at = at;
    }

    static ColumnChunk of(ColumnDescriptor column, int at) {
        return switch (column.getPrimitiveType().getPrimitiveTypeName()) {
            case BINARY -> new TextChunk(column, at, true);
            case FIXED_LEN_BYTE_ARRAY -> new TextChunk(column, at, false);
            case BOOLEAN -> new FlagChunk(column, at);
            case INT32 -> new NumberChunk(column, at, Integer.BYTES);
            case INT64, DOUBLE -> new NumberChunk(column, at, Long.BYTES);
            case FLOAT, INT96 -> throw new IllegalStateException("no column of a part: " + column);
        };
    }

    final void add(ExtractedRow row) {
        if (row.isNull(at)) {
            addNull();
        } else {
            addPresence();
            append(row, at);
        }
    }

    final void addNull() {
        rows++;
    }

    final void addPresence() {
        present[rows >>> 3] |= (byte) (1 << (rows & 7));
        rows++;
        values++;
    }

    final int values() {
        return values;
    }

    abstract void append(ExtractedRow row, int at);

    /** Bytes of text that wait for the group to be finished. */
    int textBytes() {
        return 0;
    }

    /** The distinct values and where each stands; null when there are too many of them to be worth it. */
    abstract @Nullable Dictionary dictionary();

    /** The values one after the other. */
    abstract BytesInput plain();

    void describe(Statistics<?> statistics) {}

    void clear() {
        Arrays.fill(present, (byte) 0);
        rows = 0;
        values = 0;
    }

    /** Writes what has been added and starts anew. */
    final void writeTo(PageWriteStore pages) throws IOException {
        PageWriter writer = pages.getPageWriter(column);
        Dictionary dictionary = dictionary();
        if (dictionary != null) {
            writer.writeDictionaryPage(
                    new DictionaryPage(dictionary.entries(), dictionary.size(), Encoding.PLAIN_DICTIONARY));
        }
        writer.writePage(
                BytesInput.concat(levels(), dictionary == null ? plain() : dictionary.indices()),
                rows,
                rows,
                statistics(),
                Encoding.BIT_PACKED,
                Encoding.RLE,
                dictionary == null ? Encoding.PLAIN : Encoding.PLAIN_DICTIONARY);
        clear();
    }

    private Statistics<?> statistics() {
        Statistics<?> statistics = Statistics.createStats(column.getPrimitiveType());
        statistics.setNumNulls(rows - (long) values);
        describe(statistics);
        return statistics;
    }

    /** One run that says that every row has a value, or one bit for each. */
    private BytesInput levels() {
        BytesInput run = values == rows
                ? BytesInput.concat(BytesInput.fromUnsignedVarInt(rows << 1), BytesInput.from(new byte[] {1}))
                : BitRun.of(present, rows);
        return BytesInput.concat(BytesInput.fromInt((int) run.size()), run);
    }
}

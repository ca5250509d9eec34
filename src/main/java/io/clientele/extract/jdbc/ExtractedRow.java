package io.clientele.extract.jdbc;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of a source, fitted to the columns of a contract: numbers, days, moments and flags as longs, texts as UTF-8.
 * What did not fit its column is null there and a misfit instead.
 */
public final class ExtractedRow {
    /** The values, then a bit for each column that has one. */
    private final long[] numbers;

    private final byte[] @Nullable [] texts;
    private final int width;
    private @Nullable Map<String, String> misfits;

    ExtractedRow(int width) {
        this.width = width;
        numbers = new long[width + (width + 63 >>> 6)];
        texts = new byte[width][];
    }

    void put(int at, long value) {
        numbers[at] = value;
        numbers[width + (at >>> 6)] |= 1L << at;
    }

    void put(int at, byte[] value) {
        texts[at] = value;
    }

    void misfit(String column, String raw) {
        if (misfits == null) {
            misfits = new LinkedHashMap<>();
        }
        misfits.put(column, raw);
    }

    boolean isNull(int at) {
        return texts[at] == null && (numbers[width + (at >>> 6)] & 1L << at) == 0;
    }

    /** An integer, a decimal's unscaled value, days or UTC microseconds since 1970, 0 or 1, or the bits of a double. */
    long number(int at) {
        return numbers[at];
    }

    /** The text of a varchar column, or null. */
    @Nullable
    String text(int at) {
        byte[] text = bytes(at);
        return text == null ? null : Utf8.decode(text);
    }

    /** The UTF-8 of a varchar column, the sixteen bytes of a wide decimal, or null. */
    byte @Nullable [] bytes(int at) {
        return texts[at];
    }

    /** By column, the source's own text of what did not fit; empty for nearly every row. */
    Map<String, String> misfits() {
        return misfits == null ? Map.of() : misfits;
    }
}

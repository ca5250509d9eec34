package io.clientele.extract.jdbc;

import io.clientele.model.Column;
import io.clientele.model.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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

    /** Whether the column there has no value, or none that fits. */
    public boolean isNull(int at) {
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

    /**
     * The values as Java has them: Boolean, Long, BigDecimal, Double, String, LocalDate, LocalDateTime in UTC, or null.
     *
     * @param columns those that it was fitted to
     */
    public List<@Nullable Object> values(List<Column> columns) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int at = 0; at < columns.size(); at++) {
            values.add(isNull(at) ? null : value(at, columns.get(at).type()));
        }
        return values;
    }

    private @Nullable Object value(int at, ColumnType type) {
        return switch (type.kind()) {
            case VARCHAR -> text(at);
            case BOOLEAN -> number(at) == 1;
            case INTEGER, BIGINT -> number(at);
            case DOUBLE -> Double.longBitsToDouble(number(at));
            case DATE -> LocalDate.ofEpochDay(number(at));
            case TIMESTAMP -> LocalTimes.local(number(at));
            case DECIMAL -> {
                byte[] wide = bytes(at);
                yield wide == null
                        ? BigDecimal.valueOf(number(at), type.scale())
                        : new BigDecimal(new BigInteger(wide), type.scale());
            }
        };
    }

    /** By column, the source's own text of what did not fit; empty for nearly every row. */
    public Map<String, String> misfits() {
        return misfits == null ? Map.of() : misfits;
    }
}

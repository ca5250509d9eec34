package io.clientele.extract.jdbc;

import io.clientele.model.Column;
import java.math.BigDecimal;
import java.util.Arrays;

/** Decimals of 19 digits and more, as sixteen bytes, the highest first. */
final class WideDecimalTarget extends Target {
    static final int BYTES = 16;

    private final int precision;
    private final int decimals;

    WideDecimalTarget(Column column, int at) {
        super(column, at);
        precision = column.type().precision();
        decimals = column.type().scale();
    }

    @Override
    boolean whole(ExtractedRow row, long value) {
        return decimal(row, BigDecimal.valueOf(value));
    }

    @Override
    boolean decimal(ExtractedRow row, BigDecimal value) {
        return Decimals.fitted(value, precision, decimals)
                .map(fitted -> {
                    row.put(at, sixteenBytes(fitted));
                    return true;
                })
                .orElse(false);
    }

    private static byte[] sixteenBytes(BigDecimal value) {
        byte[] shortest = value.unscaledValue().toByteArray();
        byte[] bytes = new byte[BYTES];
        int sign = BYTES - shortest.length;
        Arrays.fill(bytes, 0, sign, (byte) (value.signum() < 0 ? -1 : 0));
        System.arraycopy(shortest, 0, bytes, sign, shortest.length);
        return bytes;
    }

    @Override
    boolean real(ExtractedRow row, double value) {
        return Double.isFinite(value) && decimal(row, BigDecimal.valueOf(value));
    }

    @Override
    boolean flag(ExtractedRow row, boolean value) {
        return whole(row, value ? 1 : 0);
    }

    @Override
    boolean text(ExtractedRow row, String value) {
        return Decimals.parse(value).map(number -> decimal(row, number)).orElse(false);
    }
}

package io.clientele.extract.jdbc;

import io.clientele.model.Column;
import java.math.BigDecimal;

/** Integers, and decimals whose unscaled value is a long. */
final class NumberTarget extends Target {
    private static final int DIGITS = 19;

    private final int scale;
    private final long lowest;
    private final long highest;

    NumberTarget(Column column, int at, int scale, long lowest, long highest) {
        super(column, at);
        this.scale = scale;
        this.lowest = lowest;
        this.highest = highest;
    }

    static NumberTarget decimal(Column column, int at) {
        long highest = Decimals.power(column.type().precision()) - 1;
        return new NumberTarget(column, at, column.type().scale(), -highest, highest);
    }

    @Override
    int scale() {
        return scale;
    }

    @Override
    boolean whole(ExtractedRow row, long value) {
        long power = Decimals.power(scale);
        return scale == 0
                ? unscaled(row, value)
                : value >= lowest / power && value <= highest / power && unscaled(row, value * power);
    }

    @Override
    boolean unscaled(ExtractedRow row, long value) {
        if (value < lowest || value > highest) {
            return false;
        }
        row.put(at, value);
        return true;
    }

    @Override
    boolean decimal(ExtractedRow row, BigDecimal value) {
        return Decimals.fitted(value, DIGITS, scale)
                .map(BigDecimal::unscaledValue)
                .filter(unscaled -> unscaled.bitLength() < Long.SIZE)
                .map(unscaled -> unscaled(row, unscaled.longValueExact()))
                .orElse(false);
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

package io.clientele.extract.jdbc;

import io.clientele.model.Column;
import java.math.BigDecimal;

/** Doubles, all of them finite. */
final class RealTarget extends Target {

    RealTarget(Column column, int at) {
        super(column, at);
    }

    @Override
    boolean whole(ExtractedRow row, long value) {
        return (long) (double) value == value && real(row, value);
    }

    @Override
    boolean decimal(ExtractedRow row, BigDecimal value) {
        return real(row, value.doubleValue());
    }

    @Override
    boolean real(ExtractedRow row, double value) {
        if (!Double.isFinite(value)) {
            return false;
        }
        row.put(at, Double.doubleToRawLongBits(value));
        return true;
    }

    @Override
    boolean flag(ExtractedRow row, boolean value) {
        return real(row, value ? 1 : 0);
    }

    @Override
    boolean text(ExtractedRow row, String value) {
        return Decimals.parse(value).map(number -> decimal(row, number)).orElse(false);
    }
}

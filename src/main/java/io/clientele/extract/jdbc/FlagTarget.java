package io.clientele.extract.jdbc;

import io.clientele.model.Column;
import java.math.BigDecimal;

/** Booleans: also 0 and 1, and the words that databases write for them. */
final class FlagTarget extends Target {

    FlagTarget(Column column, int at) {
        super(column, at);
    }

    @Override
    boolean flag(ExtractedRow row, boolean value) {
        row.put(at, value ? 1 : 0);
        return true;
    }

    @Override
    boolean whole(ExtractedRow row, long value) {
        return (value == 0 || value == 1) && flag(row, value == 1);
    }

    @Override
    boolean decimal(ExtractedRow row, BigDecimal value) {
        return Decimals.fitted(value, 1, 0)
                .map(digit -> whole(row, digit.intValueExact()))
                .orElse(false);
    }

    @Override
    boolean real(ExtractedRow row, double value) {
        return (value == 0 || value == 1) && flag(row, value == 1);
    }

    @Override
    boolean text(ExtractedRow row, String value) {
        return switch (value) {
            case "true", "t", "1" -> flag(row, true);
            case "false", "f", "0" -> flag(row, false);
            default -> Decimals.parse(value).map(number -> decimal(row, number)).orElse(false);
        };
    }
}

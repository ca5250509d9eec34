package io.clientele.extract.jdbc;

import io.clientele.model.Column;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** Texts. Whole numbers come as their digits, booleans as true and false. */
final class TextTarget extends Target {
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

    TextTarget(Column column, int at) {
        super(column, at);
    }

    @Override
    boolean whole(ExtractedRow row, long value) {
        row.put(at, digits(value));
        return true;
    }

    private static byte[] digits(long value) {
        if (value < 0) {
            return Long.toString(value).getBytes(StandardCharsets.US_ASCII);
        }
        int length = 1;
        while (length < 19 && value >= Decimals.power(Math.min(length, Decimals.LONG_DIGITS))) {
            length++;
        }
        byte[] digits = new byte[length];
        long rest = value;
        for (int i = length - 1; i >= 0; i--) {
            long tenth = rest / 10;
            digits[i] = (byte) ('0' + (rest - 10 * tenth));
            rest = tenth;
        }
        return digits;
    }

    @Override
    boolean decimal(ExtractedRow row, BigDecimal value) {
        return text(row, value.toPlainString());
    }

    @Override
    boolean real(ExtractedRow row, double value) {
        return text(row, Double.toString(value));
    }

    @Override
    boolean flag(ExtractedRow row, boolean value) {
        row.put(at, value ? TRUE : FALSE);
        return true;
    }

    @Override
    boolean text(ExtractedRow row, String value) {
        byte[] bytes = Utf8.encode(value);
        if (bytes == null) {
            return false;
        }
        row.put(at, bytes);
        return true;
    }

    @Override
    boolean bytes(ExtractedRow row, byte[] value) {
        if (!Utf8.isText(value)) {
            return false;
        }
        row.put(at, value);
        return true;
    }
}

package io.clientele.extract.jdbc;

import io.clientele.model.Column;
import io.clientele.model.ColumnType;
import java.math.BigDecimal;
import java.time.ZoneId;

/** A contract's column as the place that takes a source's values. Each way in answers false to what does not fit. */
abstract class Target {
    private final String name;
    final int at;

    Target(Column column, int at) {
        this.name = column.name();
        this.at = at;
    }

    static Target of(Column column, int at, ZoneId zone) {
        ColumnType type = column.type();
        return switch (type.kind()) {
            case VARCHAR -> new TextTarget(column, at);
            case BOOLEAN -> new FlagTarget(column, at);
            case INTEGER -> new NumberTarget(column, at, 0, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case BIGINT -> new NumberTarget(column, at, 0, Long.MIN_VALUE, Long.MAX_VALUE);
            case DECIMAL ->
                type.precision() > Decimals.LONG_DIGITS
                        ? new WideDecimalTarget(column, at)
                        : NumberTarget.decimal(column, at);
            case DOUBLE -> new RealTarget(column, at);
            case DATE -> new DayTarget(column, at);
            case TIMESTAMP -> new MomentTarget(column, at, new LocalClock(zone));
        };
    }

    String name() {
        return name;
    }

    /** Digits after the point that {@link #unscaled} expects, or −1 where exact numbers come as {@link #decimal}. */
    int scale() {
        return -1;
    }

    boolean whole(ExtractedRow row, long value) {
        return false;
    }

    boolean unscaled(ExtractedRow row, long value) {
        return false;
    }

    boolean decimal(ExtractedRow row, BigDecimal value) {
        return false;
    }

    boolean real(ExtractedRow row, double value) {
        return false;
    }

    boolean flag(ExtractedRow row, boolean value) {
        return false;
    }

    /** Days since 1970. */
    boolean day(ExtractedRow row, long value) {
        return false;
    }

    /** Microseconds since 1970 on the clock of the database. */
    boolean local(ExtractedRow row, long value) {
        return false;
    }

    /** UTC microseconds since 1970. */
    boolean instant(ExtractedRow row, long value) {
        return false;
    }

    abstract boolean text(ExtractedRow row, String value);

    /** A text as it came over the wire. */
    boolean bytes(ExtractedRow row, byte[] value) {
        return Utf8.isText(value) && text(row, Utf8.decode(value));
    }
}

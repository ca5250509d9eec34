package io.clientele.extract.jdbc;

import io.clientele.model.Column;

/** UTC timestamps of the years 1 to 9999. */
final class MomentTarget extends Target {
    private final LocalClock clock;

    MomentTarget(Column column, int at, LocalClock clock) {
        super(column, at);
        this.clock = clock;
    }

    @Override
    boolean day(ExtractedRow row, long value) {
        return value >= LocalTimes.FIRST_DAY && value <= LocalTimes.LAST_DAY && local(row, value * LocalTimes.DAY);
    }

    @Override
    boolean local(ExtractedRow row, long value) {
        return LocalTimes.isInRange(value) && instant(row, clock.utc(value));
    }

    @Override
    boolean instant(ExtractedRow row, long value) {
        if (!LocalTimes.isInRange(value)) {
            return false;
        }
        row.put(at, value);
        return true;
    }

    @Override
    boolean text(ExtractedRow row, String value) {
        return LocalTimes.put(value, row, this);
    }
}

package io.clientele.extract.jdbc;

import io.clientele.model.Column;

/** Dates of the years 1 to 9999. A timestamp is a date when it is midnight. */
final class DayTarget extends Target {

    DayTarget(Column column, int at) {
        super(column, at);
    }

    @Override
    boolean day(ExtractedRow row, long value) {
        if (value < LocalTimes.FIRST_DAY || value > LocalTimes.LAST_DAY) {
            return false;
        }
        row.put(at, value);
        return true;
    }

    @Override
    boolean local(ExtractedRow row, long value) {
        return Math.floorMod(value, LocalTimes.DAY) == 0 && day(row, Math.floorDiv(value, LocalTimes.DAY));
    }

    @Override
    boolean text(ExtractedRow row, String value) {
        return LocalTimes.put(value, row, this);
    }
}

package io.clientele.extract.jdbc;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;

/**
 * The clock of a database that writes timestamps without a zone. An hour that happened twice counts as its first time, one
 * that was skipped as if the clock had not been put forward.
 */
final class LocalClock {
    private static final long SECOND = LocalTimes.SECOND;
    private static final long QUARTER = 900;

    private final ZoneRules rules;
    /** The quarter of an hour that was asked for last, and its offset: neither changes within. */
    private long quarter = Long.MIN_VALUE;

    private long offset;

    LocalClock(ZoneId zone) {
        rules = zone.getRules();
        if (rules.isFixedOffset()) {
            offset = rules.getOffset(Instant.EPOCH).getTotalSeconds() * SECOND;
        }
    }

    /** UTC microseconds of microseconds on this clock. */
    long utc(long local) {
        if (!rules.isFixedOffset()) {
            look(Math.floorDiv(local, QUARTER * SECOND));
        }
        return local - offset;
    }

    private void look(long asked) {
        if (asked != quarter) {
            LocalDateTime time = LocalDateTime.ofEpochSecond(asked * QUARTER, 0, ZoneOffset.UTC);
            offset = rules.getOffset(time).getTotalSeconds() * SECOND;
            quarter = asked;
        }
    }
}

package io.clientele.nightly;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** The only one who knows what time it is. */
public final class WallClock {

    private WallClock() {}

    public static Instant now() {
        return Instant.now();
    }

    /** The last day that is over in a time zone. */
    public static LocalDate yesterday(ZoneId zone) {
        return LocalDate.ofInstant(now(), zone).minusDays(1);
    }
}

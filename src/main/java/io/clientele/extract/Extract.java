package io.clientele.extract;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.Set;

/**
 * How a database fills a landing table.
 *
 * @param file of the query
 * @param sql the query, in the database's own SQL
 * @param increment what a night reads of it
 * @param comparedOn the days of the week on which all keys are compared, to find what was deleted
 * @param mayShrinkToShare of the rows that the night before had, more than so many have to be left; 0: it may lose all
 */
record Extract(Path file, String sql, Increment increment, Set<DayOfWeek> comparedOn, BigDecimal mayShrinkToShare) {

    /** A table that loses half of its rows in a day was hardly meant to. */
    static final BigDecimal MAY_SHRINK_TO_SHARE = new BigDecimal("0.5");

    /** Whether a table has fewer rows than it may have after a night in which it had more. */
    boolean hasShrunk(long before, long now) {
        BigDecimal least = mayShrinkToShare.multiply(BigDecimal.valueOf(before));
        return least.signum() > 0 && now < before && least.compareTo(BigDecimal.valueOf(now)) >= 0;
    }

    /** What a night reads of a table that an earlier night has read. */
    sealed interface Increment {

        /** All of it. */
        record Whole() implements Increment {}

        /** The rows that changed since the newest change that was seen, and those of some time before it. */
        record Changed(String column, Duration overlap) implements Increment {}

        /** The rows whose key is greater than the greatest that was seen, and so many numbers before it. */
        record Growing(String column, long overlap) implements Increment {}
    }
}

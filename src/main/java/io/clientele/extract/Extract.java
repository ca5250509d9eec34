package io.clientele.extract;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.convert.DurationStyle;

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

    /** How a table is read, as in {@code whole} or {@code changed_at, overlap 1d}. */
    String says() {
        return increment.says();
    }

    /** The days on which keys are compared, as in {@code sunday}; empty for none. */
    String comparedOnSays() {
        return comparedOn.size() == DayOfWeek.values().length
                ? "daily"
                : comparedOn.stream()
                        .map(day -> day.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "));
    }

    /** What a night reads of a table that an earlier night has read. */
    sealed interface Increment {

        /** Itself in a few words. */
        String says();

        /** All of it. */
        record Whole() implements Increment {

            @Override
            public String says() {
                return "whole";
            }
        }

        /** The rows that changed since the newest change that was seen, and those of some time before it. */
        record Changed(String column, Duration overlap) implements Increment {

            @Override
            public String says() {
                return "by " + column + ", overlap " + DurationStyle.SIMPLE.print(overlap, unit());
            }

            private ChronoUnit unit() {
                return Stream.of(ChronoUnit.DAYS, ChronoUnit.HOURS, ChronoUnit.MINUTES)
                        .filter(unit -> overlap.toMillis() % unit.getDuration().toMillis() == 0)
                        .findFirst()
                        .orElse(ChronoUnit.SECONDS);
            }
        }

        /** The rows whose key is greater than the greatest that was seen, and so many numbers before it. */
        record Growing(String column, long overlap) implements Increment {

            @Override
            public String says() {
                return "by growing " + column + (overlap == 0 ? "" : ", overlap " + overlap);
            }
        }
    }
}

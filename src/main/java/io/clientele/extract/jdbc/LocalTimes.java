package io.clientele.extract.jdbc;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;

/** Dates and times as days and microseconds since 1970, and their ISO texts. */
final class LocalTimes {
    static final long SECOND = 1_000_000;
    static final long DAY = 86_400 * SECOND;
    static final long FIRST_DAY = LocalDate.of(1, 1, 1).toEpochDay();
    static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();

    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .appendValue(ChronoField.YEAR, 4, 4, SignStyle.NEVER)
            .appendPattern("-MM-dd")
            .optionalStart()
            .appendPattern("['T'][ ]HH:mm")
            .optionalStart()
            .appendPattern(":ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .optionalEnd()
            .appendPattern("[ ][XXXXX][X]")
            .optionalEnd()
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private LocalTimes() {}

    static boolean isInRange(long micros) {
        return micros >= FIRST_DAY * DAY && micros < (LAST_DAY + 1) * DAY;
    }

    static long micros(LocalDateTime time) {
        return time.toEpochSecond(ZoneOffset.UTC) * SECOND + time.getNano() / 1_000;
    }

    static long micros(OffsetDateTime time) {
        return time.toEpochSecond() * SECOND + time.getNano() / 1_000;
    }

    /** The time on a clock that shows so many microseconds since 1970. */
    static LocalDateTime local(long micros) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, SECOND), Math.toIntExact(Math.floorMod(micros, SECOND) * 1_000), ZoneOffset.UTC);
    }

    /** Puts a date, a timestamp or an instant; false for a text that is none, such as 0000-00-00. */
    static boolean put(String text, ExtractedRow row, Target target) {
        TemporalAccessor parsed;
        try {
            parsed = ISO.parse(text);
        } catch (DateTimeParseException e) {
            return false;
        }
        LocalDate day = LocalDate.from(parsed);
        if (parsed.query(TemporalQueries.localTime()) == null) {
            return target.day(row, day.toEpochDay());
        }
        LocalDateTime time = LocalDateTime.from(parsed);
        ZoneOffset offset = parsed.query(TemporalQueries.offset());
        return offset == null ? target.local(row, micros(time)) : target.instant(row, micros(time.atOffset(offset)));
    }
}

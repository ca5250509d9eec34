package io.clientele.generate;

import java.time.DayOfWeek;
import java.time.LocalDate;

/** The thirty months that are told. A day is an epoch day, a moment a second since 1970 on the clock of its source. */
final class History {
    static final int FIRST = day(2024, 5, 21);
    static final int LAST = day(2026, 11, 20);
    static final int NEVER = Integer.MIN_VALUE;
    static final int YEARS = 3;
    static final int MONTHS = 31;
    static final int FIRST_YEAR = 2024;

    private static final double[] SEASON = {0.95, 1.0, 1.1, 1.0, 1.0, 1.05, 0.95, 0.75, 1.1, 1.1, 1.05, 0.85};
    private static final int[] MONTH = new int[LAST - FIRST + 1];
    private static final double[] PACE = new double[LAST - FIRST + 1];

    static {
        for (int day = FIRST; day <= LAST; day++) {
            LocalDate date = LocalDate.ofEpochDay(day);
            MONTH[day - FIRST] = (date.getYear() - FIRST_YEAR) * 12 + date.getMonthValue() - 5;
            PACE[day - FIRST] = isClosed(date) ? 0 : 1.4 * SEASON[date.getMonthValue() - 1];
        }
    }

    private History() {}

    static int day(int year, int month, int dayOfMonth) {
        return (int) LocalDate.of(year, month, dayOfMonth).toEpochDay();
    }

    private static boolean isClosed(LocalDate date) {
        boolean weekend = date.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0;
        boolean holidays = date.getMonthValue() == 12 && date.getDayOfMonth() >= 24 || date.getDayOfYear() == 1;
        return weekend || holidays;
    }

    /** How much of a day's usual ordering happens on this day: 0 when offices are closed, about 1 on average. */
    static double pace(int day) {
        return PACE[day - FIRST];
    }

    /** Months since the first month of the history. */
    static int month(int day) {
        return MONTH[day - FIRST];
    }

    /** Years since the first year of the history; days before it belong to it. */
    static int year(int day) {
        return day < FIRST ? 0 : (MONTH[day - FIRST] + 4) / 12;
    }

    static int firstDayOfYear(int year) {
        return year == 0 ? day(FIRST_YEAR, 1, 1) : day(FIRST_YEAR + year, 1, 1);
    }

    static int lastDayOfYear(int year) {
        return day(FIRST_YEAR + year, 12, 31);
    }

    static int firstDayOfMonth(int month) {
        return (int) LocalDate.of(FIRST_YEAR, 5, 1).plusMonths(month).toEpochDay();
    }

    static boolean isKnown(int day) {
        return day != NEVER && day <= LAST;
    }

    /** The next day on which offices are open, weekends apart. */
    static int workday(int day) {
        int shift = Math.floorMod(day + 3, 7);
        return shift < 5 ? day : day + 7 - shift;
    }

    static long moment(int day, int hour, int minute) {
        return (day * 24L + hour) * 3600 + minute * 60L;
    }

    /** When a row about something that happened on that day was last changed: never after the evening of the last day. */
    static long evening(int day) {
        return moment(Math.min(day, LAST), 18, 30);
    }
}

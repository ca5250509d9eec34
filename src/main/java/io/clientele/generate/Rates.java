package io.clientele.generate;

import io.clientele.generate.Dice.Purpose;

/** Monthly exchange rates: a random walk for every foreign currency. Units per euro, four places. */
final class Rates {
    private static final double FOUR_PLACES = 10_000;

    private final long[][] units = new long[Money.values().length][History.MONTHS];

    Rates(long seed) {
        for (Money money : Money.values()) {
            Dice dice = new Dice(seed, Purpose.RATE, money.ordinal());
            double rate = money.start();
            for (int month = 0; month < History.MONTHS; month++) {
                units[money.ordinal()][month] = Math.round(rate * FOUR_PLACES);
                rate *= dice.factor(money.monthly());
            }
        }
    }

    /** Ten-thousandths of a unit per euro in that month. */
    long units(Money money, int month) {
        return units[money.ordinal()][month];
    }

    private static int month(int day) {
        return History.month(Math.max(History.FIRST, Math.min(day, History.LAST)));
    }

    /** Euros per unit, nine places. */
    long toCompany(Money money, int day) {
        return Math.round(1e9 * FOUR_PLACES / units(money, month(day)));
    }

    long inEuroCents(Money money, long cents, int day) {
        return money == Money.EUR ? cents : Math.round(cents * FOUR_PLACES / units(money, month(day)));
    }

    /** The price list is translated once a year, at the rate of its first day. */
    long listCents(Money money, long euroCents, int year) {
        if (money == Money.EUR) {
            return euroCents;
        }
        return Math.round(euroCents * units(money, month(History.firstDayOfYear(year))) / FOUR_PLACES);
    }
}

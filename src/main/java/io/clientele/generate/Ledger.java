package io.clientele.generate;

import java.util.ArrayList;
import java.util.List;

/** What is remembered about one customer while its files are written. */
final class Ledger {
    private final List<Placed> orders = new ArrayList<>();
    private final long[] billed = new long[History.YEARS];
    private final long[] boughtByCategory = new long[Category.values().length];

    void add(Placed order) {
        orders.add(order);
    }

    void bill(int day, long cents) {
        billed[History.year(day)] += cents;
    }

    /** Counts towards the declared spend of 2025. */
    void buy(Category category, int day, long euroCents) {
        if (History.year(day) == 1) {
            boughtByCategory[category.ordinal()] += euroCents;
        }
    }

    List<Placed> orders() {
        return orders;
    }

    long billed(int year) {
        return billed[year];
    }

    long bought(Category category) {
        return boughtByCategory[category.ordinal()];
    }
}

package io.clientele.generate;

import io.clientele.generate.Rhythm.Order;

/** Deals out order lines so that all orders together get what was asked for: every order its weight's share, at least one. */
final class Quota {
    private final double perWeight;
    private double owed = 0.5;

    private Quota(double perWeight) {
        this.perWeight = perWeight;
    }

    /** Runs through all customers once without writing anything. Lines of returns count too. */
    static Quota measure(Population population, Rhythm rhythm, int customers, long lines) {
        double weight = 0;
        long returns = 0;
        for (int index = 0; index < customers; index++) {
            for (Order order : rhythm.schedule(population.customer(index)).orders()) {
                weight += order.weight();
                returns += order.isReturned() && !order.isCancelled() ? 1 : 0;
            }
        }
        return new Quota((lines - returns) / weight);
    }

    int take(Order order) {
        owed += perWeight * order.weight();
        int lines = Math.max(1, (int) owed);
        owed -= lines;
        return lines;
    }
}

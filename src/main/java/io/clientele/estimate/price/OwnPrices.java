package io.clientele.estimate.price;

/**
 * What the effects of cells leave a customer to show of its own answer to prices, whatever its quantities. In a cell of n observations the effect
 * is fitted to each of them by one part in n: so much of the observation tells of the effect, the rest of the customer (the diagonal of the
 * mixed-model equations after cells and the customer's own intercept are absorbed, Henderson 1953; that intercepts of others are absorbed as well
 * is left out).
 *
 * @param counts observations of each customer
 * @param means of each customer's log prices
 * @param squares sum of squares of log prices around them, without what is taken
 * @param taken part of the sum of squares that thin cells took up
 * @param costs observations that they took up
 * @param shares effects that the observations paid for
 */
@SuppressWarnings("ArrayRecordComponent")
record OwnPrices(long[] counts, double[] means, double[] squares, double[] taken, double[] costs, double[] shares) {

    static OwnPrices of(Panel panel, CellEffects effects) {
        int size = panel.customerCount();
        OwnPrices own = new OwnPrices(
                new long[size],
                new double[size],
                new double[size],
                new double[size],
                new double[size],
                new double[size]);
        for (int customer = 0; customer < size; customer++) {
            own.add(panel, effects, customer);
        }
        return own;
    }

    private void add(Panel panel, CellEffects effects, int customer) {
        for (int i = panel.first(customer); i < panel.end(customer); i++) {
            costs[customer] += effects.cost(panel.cells()[i]);
            shares[customer] += effects.share(panel.cells()[i]);
        }
        counts[customer] = panel.end(customer) - panel.first(customer);
        means[customer] = mean(panel, customer, cell -> 1);
        double all = squares(panel, customer, cell -> 1);
        double left = costs[customer] > 0 ? squares(panel, customer, cell -> 1 - effects.cost(cell)) : all;
        taken[customer] = all - left;
        squares[customer] = Math.max(0, left);
    }

    private interface Weights {
        double of(int cell);
    }

    private static double mean(Panel panel, int customer, Weights weights) {
        double total = 0;
        double sum = 0;
        for (int i = panel.first(customer); i < panel.end(customer); i++) {
            double weight = weights.of(panel.cells()[i]);
            total += weight;
            sum += weight * panel.prices()[i];
        }
        return total > 0 ? sum / total : 0;
    }

    /** Around the mean by the same weights. */
    private static double squares(Panel panel, int customer, Weights weights) {
        double mean = mean(panel, customer, weights);
        double squares = 0;
        for (int i = panel.first(customer); i < panel.end(customer); i++) {
            double apart = panel.prices()[i] - mean;
            squares += weights.of(panel.cells()[i]) * apart * apart;
        }
        return squares;
    }
}

package io.clientele.estimate.price;

/**
 * What the effects of cells leave a customer to show of its own answer to prices. In a cell of n observations the effect is fitted to each of
 * them by one part in n: so much of the observation tells of the effect, the rest of the customer (the diagonal of the mixed-model equations after
 * cells and the customer's own intercept are absorbed, Henderson 1953; that intercepts of others are absorbed as well is left out).
 *
 * @param taken part of the sum of squares of each customer's log prices that its cells took up
 * @param costs observations that they took up
 */
@SuppressWarnings("ArrayRecordComponent")
record OwnPrices(double[] taken, double[] costs) {

    static OwnPrices of(Panel panel, CellEffects effects) {
        int size = panel.customerCount();
        OwnPrices own = new OwnPrices(new double[size], new double[size]);
        for (int customer = 0; customer < size; customer++) {
            for (int i = panel.first(customer); i < panel.end(customer); i++) {
                own.costs[customer] += effects.cost(panel.cells()[i]);
            }
            if (own.costs[customer] > 0) {
                own.taken[customer] =
                        squares(panel, customer, cell -> 1) - squares(panel, customer, cell -> 1 - effects.cost(cell));
            }
        }
        return own;
    }

    private interface Weights {
        double of(int cell);
    }

    /** Around the mean by the same weights. */
    private static double squares(Panel panel, int customer, Weights weights) {
        double total = 0;
        double sum = 0;
        double squares = 0;
        for (int i = panel.first(customer); i < panel.end(customer); i++) {
            double weight = weights.of(panel.cells()[i]);
            total += weight;
            sum += weight * panel.prices()[i];
        }
        double mean = total > 0 ? sum / total : 0;
        for (int i = panel.first(customer); i < panel.end(customer); i++) {
            double apart = panel.prices()[i] - mean;
            squares += weights.of(panel.cells()[i]) * apart * apart;
        }
        return squares;
    }
}

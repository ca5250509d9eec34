package io.clientele.estimate.price;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What the observations of each customer say about its slope, cell effects taken out: their number, the sums of squares and products around
 * the customer's own means, without what the effects of thin cells took up; the part of the price squares that nobody else shares; how many effects
 * of cells they paid for; and how many of the observations the effects of thin cells took up.
 */
@SuppressWarnings("ArrayRecordComponent")
record SlopeStatistics(
        long[] counts,
        double[] priceSquares,
        double[] products,
        double[] quantitySquares,
        double[] apartSquares,
        double[] effectShares,
        double[] lostCounts) {

    /** With less, nothing is left for the scatter around the slope. */
    private static final double LEAST_FREEDOM = 1;

    /** Less variation of log prices than this (three observations 2 % around their mean) says nothing about a slope. */
    static final double LEAST_PRICE_SQUARES = 1e-3;

    /** Log quantities that scatter by less than a ten-thousandth of a percent do not scatter. */
    private static final double LEAST_SCATTER = 1e-12;

    int size() {
        return counts.length;
    }

    boolean isEstimable(int customer) {
        return degreesOfFreedom(customer) >= LEAST_FREEDOM && priceSquares[customer] >= LEAST_PRICE_SQUARES;
    }

    int[] estimable() {
        return IntStream.range(0, size()).filter(this::isEstimable).toArray();
    }

    double slope(int customer) {
        return products[customer] / priceSquares[customer];
    }

    /** Observations beyond the intercept, the slope and what effects of thin cells took up. */
    double degreesOfFreedom(int customer) {
        return counts[customer] - 2 - lostCounts[customer];
    }

    double residualSquares(int customer) {
        return Math.max(0, quantitySquares[customer] - products[customer] * slope(customer));
    }

    /** Variance of log quantities around the slopes, of all customers together; {@code NaN} where cells and customers take up everything. */
    double pooledVariance() {
        double squares = 0;
        double freedom = 0;
        for (int customer : estimable()) {
            squares += residualSquares(customer);
            freedom += counts[customer] - 2 - effectShares[customer];
        }
        return freedom > 0 ? squares / freedom : Double.NaN;
    }

    /**
     * Tells whether prices moved apart from what all customers share, and quantities scatter enough to tell chance by: who always buys one piece
     * follows any slope of 0 without error.
     */
    boolean hasPricesApart() {
        return Arrays.stream(apartSquares).sum() >= LEAST_PRICE_SQUARES && pooledVariance() > LEAST_SCATTER;
    }

    /**
     * Variance of a slope that all customers have in common, the effects of cells not known but fitted:
     * {@code sigma2 / sum(apart) + tau2 sum(apart_i^2) / sum(apart)^2}.
     */
    double commonSlopeVariance(double tau2) {
        double total = Arrays.stream(apartSquares).sum();
        double squares = Arrays.stream(apartSquares).map(part -> part * part).sum();
        return pooledVariance() / total + tau2 * squares / (total * total);
    }
}

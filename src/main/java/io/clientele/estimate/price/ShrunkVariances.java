package io.clientele.estimate.price;

import java.util.Arrays;
import org.hipparchus.analysis.solvers.BrentSolver;
import org.hipparchus.special.Gamma;
import org.hipparchus.util.FastMath;

/**
 * The scatter of each customer, drawn towards that of all (Smyth 2004): variances are scaled inverse chi-square around {@code s0Squared} with
 * {@code d0} degrees of freedom, both found by the moments of their logarithms. Infinite {@code d0}: all customers scatter alike.
 */
record ShrunkVariances(double d0, double s0Squared) {

    /** A customer without any scatter would have a logarithm of minus infinity; it counts as this share of the median. */
    private static final double LEAST_SHARE_OF_MEDIAN = 1e-5;

    private static final double LEAST_TRIGAMMA = 1e-7;
    private static final double MOST_TRIGAMMA = 1e7;

    /** @param chance of the same degrees of freedom */
    static ShrunkVariances of(SlopeStatistics statistics, ChanceScatter chance) {
        double[] variances = new double[chance.customers().length];
        for (int i = 0; i < variances.length; i++) {
            variances[i] = statistics.residualSquares(chance.customers()[i]) / chance.freedoms()[i];
        }
        double floor = variances.length < 2 ? 0 : LEAST_SHARE_OF_MEDIAN * median(variances);
        if (floor <= 0) {
            return new ShrunkVariances(Double.POSITIVE_INFINITY, meanVariance(statistics));
        }
        return ofMoments(variances, chance, floor);
    }

    private static double meanVariance(SlopeStatistics statistics) {
        double squares = 0;
        double freedom = 0;
        for (int customer : statistics.estimable()) {
            squares += statistics.residualSquares(customer);
            freedom += statistics.degreesOfFreedom(customer);
        }
        return squares / freedom;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static ShrunkVariances ofMoments(double[] variances, ChanceScatter chance, double floor) {
        int size = variances.length;
        double[] logs = new double[size];
        double mean = 0;
        for (int i = 0; i < size; i++) {
            logs[i] = FastMath.log(Math.max(variances[i], floor)) - chance.biases()[i];
            mean += logs[i] / size;
        }
        double spread = 0;
        for (double log : logs) {
            spread += (log - mean) * (log - mean) / (size - 1);
        }
        double excess = spread - chance.variance();
        if (excess <= LEAST_TRIGAMMA) {
            return new ShrunkVariances(Double.POSITIVE_INFINITY, FastMath.exp(mean));
        }
        double half = inverseTrigamma(Math.min(excess, MOST_TRIGAMMA));
        return new ShrunkVariances(2 * half, FastMath.exp(mean + Gamma.digamma(half) - FastMath.log(half)));
    }

    /** Where trigamma, which falls from infinity to nothing, has a value; it lies between 1/x and 1/x + 1/x². */
    private static double inverseTrigamma(double value) {
        double low = 1 / value;
        double high = (1 + FastMath.sqrt(1 + 4 * value)) / (2 * value);
        double scale = 1.0001;
        return new BrentSolver(1e-14, 1e-12).solve(200, x -> Gamma.trigamma(x) - value, low / scale, high * scale);
    }

    /** The variance with which a customer's observations scatter around its slope. */
    double of(SlopeStatistics statistics, int customer) {
        if (Double.isInfinite(d0)) {
            return s0Squared;
        }
        return (d0 * s0Squared + statistics.residualSquares(customer)) / (d0 + statistics.degreesOfFreedom(customer));
    }
}

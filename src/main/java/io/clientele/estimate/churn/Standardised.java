package io.clientele.estimate.churn;

import java.util.Arrays;
import org.hipparchus.util.FastMath;

/**
 * Signals of weighted accounts in units of their own scatter: value less mean, over the standard deviation, both of what is known. What is
 * not known is 0, the mean, and moves nothing. A signal that nobody has, or that is the same for all, is 0 throughout.
 *
 * @param values one row of {@code size} signals after the other
 * @param means of the known values; {@code NaN} where none is known
 * @param deviations standard deviations of the known values; 0 where they are all alike
 * @param knownCounts accounts of which the signal is known
 */
@SuppressWarnings("ArrayRecordComponent")
record Standardised(double[] values, double[] means, double[] deviations, long[] knownCounts) {

    /** Scatter that is no more than the rounding of the mean. */
    private static final double ROUNDING = 1e-12;

    static Standardised of(double[] raw, long[] weights, int size) {
        double[] means = new double[size];
        double[] deviations = new double[size];
        long[] known = new long[size];
        double[] values = Arrays.copyOf(raw, weights.length * size);
        for (int signal = 0; signal < size; signal++) {
            double sum = 0;
            for (int row = 0; row < weights.length; row++) {
                double value = values[row * size + signal];
                if (!Double.isNaN(value)) {
                    sum += weights[row] * value;
                    known[signal] += weights[row];
                }
            }
            means[signal] = sum / known[signal];
            double squares = 0;
            for (int row = 0; row < weights.length; row++) {
                double value = values[row * size + signal];
                if (!Double.isNaN(value)) {
                    squares += weights[row] * (value - means[signal]) * (value - means[signal]);
                }
            }
            double deviation = known[signal] == 0 ? 0 : FastMath.sqrt(squares / known[signal]);
            deviations[signal] = deviation <= ROUNDING * FastMath.abs(means[signal]) ? 0 : deviation;
            for (int row = 0; row < weights.length; row++) {
                int at = row * size + signal;
                values[at] = standardised(values[at], means[signal], deviations[signal]);
            }
        }
        return new Standardised(values, means, deviations, known);
    }

    /** One value in units of scatter; 0 where it, or its scatter, is not known. */
    static double standardised(double value, double mean, double deviation) {
        return Double.isNaN(value) || !(deviation > 0) ? 0 : (value - mean) / deviation;
    }

    boolean isUsed(int signal) {
        return deviations[signal] > 0;
    }
}

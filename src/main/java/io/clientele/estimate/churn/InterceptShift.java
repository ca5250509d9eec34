package io.clientele.estimate.churn;

import java.util.Arrays;
import org.hipparchus.util.FastMath;

/**
 * By how much the log odds of all accounts have to be moved for their chances to add up to a number that is expected: accounts of one season
 * say who leaves rather than others, not how many leave in another season.
 */
final class InterceptShift {

    private static final double LONGEST = 50;
    private static final double NEAR = 1e-12;
    private static final int MAX_STEPS = 200;

    private double[] logOdds = new double[1024];
    private long[] weights = new long[1024];
    private double expected;
    private long total;
    private int size;

    /** @param expectedProbability {@code NaN} where nothing is expected of the account, which then does not count */
    void add(double ofLogOdds, long weight, double expectedProbability) {
        if (Double.isNaN(expectedProbability) || Double.isNaN(ofLogOdds)) {
            return;
        }
        if (size == weights.length) {
            logOdds = Arrays.copyOf(logOdds, size * 2);
            weights = Arrays.copyOf(weights, size * 2);
        }
        logOdds[size] = ofLogOdds;
        weights[size++] = weight;
        expected += weight * expectedProbability;
        total += weight;
    }

    /** The shift; 0 where nothing is expected, or all or none are expected to leave. */
    double value() {
        if (size == 0 || expected <= 0 || expected >= total) {
            return 0;
        }
        double low = -LONGEST;
        double high = LONGEST;
        double shift = 0;
        for (int step = 0; step < MAX_STEPS && high - low > NEAR; step++) {
            double excess = -expected;
            double slope = 0;
            for (int i = 0; i < size; i++) {
                double probability = LogisticFit.probability(logOdds[i] + shift);
                excess += weights[i] * probability;
                slope += weights[i] * probability * (1 - probability);
            }
            if (FastMath.abs(excess) <= NEAR * total) {
                return shift;
            }
            if (excess > 0) {
                high = shift;
            } else {
                low = shift;
            }
            double next = shift - excess / slope;
            shift = next > low && next < high ? next : (low + high) / 2;
        }
        return shift;
    }
}

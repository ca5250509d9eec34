package io.clientele.estimate;

import java.util.Arrays;
import org.hipparchus.util.FastMath;

/** Mean log gap of each cell, with the variation inside the cells that gives the within variance. */
final class GapMeans {

    private static final double LN_TWO_PI = FastMath.log(2 * FastMath.PI);

    private double[] customers = new double[64];
    private double[] gaps = new double[64];
    private double[] means = new double[64];
    private int size;
    private long customerCount;
    private long gapCount;
    private double withinSquares;
    private double low = Double.POSITIVE_INFINITY;
    private double high = Double.NEGATIVE_INFINITY;

    void add(long cellCustomers, long gapsEach, double sumLogGap, double sumSquaredLogGap) {
        if (size == means.length) {
            grow();
        }
        double mean = sumLogGap / gapsEach;
        customers[size] = cellCustomers;
        gaps[size] = gapsEach;
        means[size] = mean;
        size++;
        customerCount += cellCustomers;
        gapCount += cellCustomers * gapsEach;
        if (gapsEach > 1) {
            withinSquares += cellCustomers * Math.max(0, sumSquaredLogGap - sumLogGap * mean);
        }
        low = Math.min(low, mean);
        high = Math.max(high, mean);
    }

    long customerCount() {
        return customerCount;
    }

    long gapCount() {
        return gapCount;
    }

    long withinDegreesOfFreedom() {
        return gapCount - customerCount;
    }

    double withinVariance() {
        return withinSquares / withinDegreesOfFreedom();
    }

    double range() {
        return high - low;
    }

    /** Generalised least squares: each mean weighs by the inverse of its variance {@code tau2 + sigma2 / n}. */
    double grandMean(double sigma2, double tau2) {
        double weights = 0;
        double weighted = 0;
        for (int i = 0; i < size; i++) {
            double weight = customers[i] / (tau2 + sigma2 / gaps[i]);
            weights += weight;
            weighted += weight * means[i];
        }
        return weighted / weights;
    }

    /** Variance of the grand mean, the two variances taken as known. */
    double grandMeanVariance(double sigma2, double tau2) {
        double weights = 0;
        for (int i = 0; i < size; i++) {
            weights += customers[i] / (tau2 + sigma2 / gaps[i]);
        }
        return 1 / weights;
    }

    /** Log-likelihood of the means, restricted to what does not depend on the grand mean (Patterson and Thompson 1971). */
    double restrictedLogLikelihood(double sigma2, double tau2) {
        double mean = grandMean(sigma2, tau2);
        double weights = 0;
        double logVariances = 0;
        double squares = 0;
        for (int i = 0; i < size; i++) {
            double variance = tau2 + sigma2 / gaps[i];
            double deviation = means[i] - mean;
            weights += customers[i] / variance;
            logVariances += customers[i] * FastMath.log(variance);
            squares += customers[i] * deviation * deviation / variance;
        }
        return -0.5 * ((customerCount - 1) * LN_TWO_PI + logVariances + squares + FastMath.log(weights));
    }

    private void grow() {
        customers = Arrays.copyOf(customers, size * 2);
        gaps = Arrays.copyOf(gaps, size * 2);
        means = Arrays.copyOf(means, size * 2);
    }
}

package io.clientele.estimate;

import java.util.Arrays;
import org.hipparchus.special.Gamma;
import org.hipparchus.util.FastMath;

/**
 * What customers spent at repeat occasions, by the number of these: the data of the Gamma-Gamma model with its log-likelihood.
 * Rows with the same number share every special function, so a million customers cost a million logarithms.
 */
final class RepeatSpend implements NewtonAscent.Surface {

    private final double[] counts;
    private final int[] ends;
    private final double[] means;
    private final double[] weights;
    private final double[] weightOfCount;
    private final double[] logMeanOfCount;
    private final long customerCount;
    private final long excludedCount;

    private RepeatSpend(long[] x, double[] mean, long[] customers, int[] rows, long excludedCount) {
        this.excludedCount = excludedCount;
        means = new double[rows.length];
        weights = new double[rows.length];
        double[] counted = new double[rows.length];
        int[] counting = new int[rows.length];
        int groups = 0;
        long total = 0;
        for (int i = 0; i < rows.length; i++) {
            int row = rows[i];
            if (groups == 0 || counted[groups - 1] != x[row]) {
                counted[groups++] = x[row];
            }
            counting[groups - 1] = i + 1;
            means[i] = mean[row];
            weights[i] = customers[row];
            total += customers[row];
        }
        counts = Arrays.copyOf(counted, groups);
        ends = Arrays.copyOf(counting, groups);
        customerCount = total;
        weightOfCount = new double[groups];
        logMeanOfCount = new double[groups];
        for (int group = 0; group < groups; group++) {
            for (int i = start(group); i < ends[group]; i++) {
                weightOfCount[group] += weights[i];
                logMeanOfCount[group] += weights[i] * FastMath.log(means[i]);
            }
        }
    }

    /**
     * The given rows of equal customers; those without a repeat occasion are left out, those whose mean is not a positive
     * number are left out and counted.
     *
     * @param x repeat occasions of each customer
     * @param mean mean amount of such an occasion
     */
    static RepeatSpend of(long[] x, double[] mean, long[] customers, int[] rows) {
        long excluded = 0;
        for (int row : rows) {
            if (x[row] > 0 && !isPositive(mean[row])) {
                excluded += customers[row];
            }
        }
        int[] sorted = Arrays.stream(rows)
                .filter(row -> x[row] > 0 && customers[row] > 0 && isPositive(mean[row]))
                .boxed()
                .sorted((a, b) -> Long.compare(x[a], x[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        return new RepeatSpend(x, mean, customers, sorted, excluded);
    }

    private static boolean isPositive(double amount) {
        return amount > 0 && Double.isFinite(amount);
    }

    long customerCount() {
        return customerCount;
    }

    long excludedCount() {
        return excludedCount;
    }

    long lowestCount() {
        return counts.length == 0 ? 0 : (long) counts[0];
    }

    long highestCount() {
        return counts.length == 0 ? 0 : (long) counts[counts.length - 1];
    }

    double lowestMean() {
        return Arrays.stream(means).min().orElse(Double.NaN);
    }

    double highestMean() {
        return Arrays.stream(means).max().orElse(Double.NaN);
    }

    /** Everything spent over every repeat occasion. */
    double pooledMean() {
        double spent = 0;
        double occasions = 0;
        for (int group = 0; group < counts.length; group++) {
            for (int i = start(group); i < ends[group]; i++) {
                spent += weights[i] * counts[group] * means[i];
            }
            occasions += weightOfCount[group] * counts[group];
        }
        return spent / occasions;
    }

    /** Standard error of the pooled mean over the pooled mean, customers taken as drawn at random (ratio estimate, Cochran 1977). */
    double pooledMeanError() {
        double pooled = pooledMean();
        double squares = 0;
        double occasions = 0;
        for (int group = 0; group < counts.length; group++) {
            for (int i = start(group); i < ends[group]; i++) {
                double deviation = counts[group] * (means[i] - pooled);
                squares += weights[i] * deviation * deviation;
            }
            occasions += weightOfCount[group] * counts[group];
        }
        double correction = (double) customerCount / (customerCount - 1);
        return FastMath.sqrt(squares * correction) / occasions / pooled;
    }

    /**
     * Log-likelihood of the Gamma-Gamma model (Fader and Hardie 2013, note 025, equation 1a) at the logs of p, q and gamma, with
     * its gradient and Hessian in these logs.
     */
    @Override
    public NewtonAscent.Place at(double[] logs) {
        double p = FastMath.exp(logs[0]);
        double q = FastMath.exp(logs[1]);
        double gamma = FastMath.exp(logs[2]);
        double logGammaOfQ = Gamma.logGamma(q);
        double digammaOfQ = Gamma.digamma(q);
        double trigammaOfQ = Gamma.trigamma(q);
        double value = 0;
        double slopeP = 0;
        double slopeQ = 0;
        double slopeGamma = 0;
        double bendPP = 0;
        double bendPQ = 0;
        double bendPGamma = 0;
        double bendQQ = 0;
        double bendQGamma = 0;
        double bendGammaGamma = 0;
        for (int group = 0; group < counts.length; group++) {
            double x = counts[group];
            double logs1 = 0;
            double inverses = 0;
            double squares = 0;
            for (int i = start(group); i < ends[group]; i++) {
                double scale = gamma + x * means[i];
                double inverse = 1 / scale;
                logs1 += weights[i] * FastMath.log(scale);
                inverses += weights[i] * inverse;
                squares += weights[i] * inverse * inverse;
            }
            double shape = p * x;
            double posterior = shape + q;
            double weight = weightOfCount[group];
            double logMean = logMeanOfCount[group];
            double digamma = Gamma.digamma(posterior);
            double trigamma = Gamma.trigamma(posterior);
            value += weight
                            * (Gamma.logGamma(posterior)
                                    - Gamma.logGamma(shape)
                                    - logGammaOfQ
                                    + q * logs[2]
                                    + shape * FastMath.log(x))
                    + (shape - 1) * logMean
                    - posterior * logs1;
            slopeP += x * (weight * (digamma - Gamma.digamma(shape) + FastMath.log(x)) + logMean - logs1);
            slopeQ += weight * (digamma - digammaOfQ + logs[2]) - logs1;
            slopeGamma += weight * q / gamma - posterior * inverses;
            bendPP += x * x * weight * (trigamma - Gamma.trigamma(shape));
            bendPQ += x * weight * trigamma;
            bendPGamma -= x * inverses;
            bendQQ += weight * (trigamma - trigammaOfQ);
            bendQGamma += weight / gamma - inverses;
            bendGammaGamma += posterior * squares - weight * q / (gamma * gamma);
        }
        double[] gradient = {p * slopeP, q * slopeQ, gamma * slopeGamma};
        double[][] curvature = {
            {p * p * bendPP + gradient[0], p * q * bendPQ, p * gamma * bendPGamma},
            {p * q * bendPQ, q * q * bendQQ + gradient[1], q * gamma * bendQGamma},
            {p * gamma * bendPGamma, q * gamma * bendQGamma, gamma * gamma * bendGammaGamma + gradient[2]}
        };
        return new NewtonAscent.Place(logs, value, gradient, curvature);
    }

    private int start(int group) {
        return group == 0 ? 0 : ends[group - 1];
    }
}

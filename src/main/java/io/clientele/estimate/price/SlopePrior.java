package io.clientele.estimate.price;

import java.util.Arrays;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealVector;

/**
 * What is known of a customer's slope before its own observations: {@code beta ~ N(z'gamma, tau2)} by the kind of customer, gamma by
 * generalised least squares and tau2 by restricted maximum likelihood (Patterson and Thompson 1971; empirical Bayes, Morris 1983). The likeliest
 * tau2 of little evidence is often 0 or several times the truth; there the mean over the restricted likelihood takes its place.
 *
 * @param means of each kind, z'gamma
 * @param meanVariances of these means: what generalised least squares says, and beyond it what the fitted effects of cells add to a common slope
 * @param strangers customers that were left out, as they are of no kind
 */
@SuppressWarnings("ArrayRecordComponent")
record SlopePrior(Status status, double[] means, double[] meanVariances, double tau2, int strangers) {

    enum Status {
        FITTED,
        /** Too few customers tell how much they differ for the likeliest value to be near the truth: the mean of all likely ones is in its place. */
        AVERAGED,
        /** Customers of a kind differ no more than chance would make them. */
        NO_BETWEEN_VARIANCE,
        /** Not more estimable customers than kinds to tell apart. */
        TOO_FEW_CUSTOMERS,
        /** No customer's prices moved apart from what all customers share, or nothing is left to tell chance by. */
        NOTHING_APART
    }

    /** With the evidence of fewer customers the standard error of tau2 is half of it and more; of twice as many, about a third. */
    private static final double LITTLE_EVIDENCE = 8;

    /** With fewer customers than this beyond the kinds a mean over the likelihood is mostly what was assumed before. */
    private static final int LEAST_AVERAGED = 10;

    static SlopePrior of(SlopeStatistics statistics, ShrunkVariances scatter, Classes classes) {
        if (statistics.estimable().length <= classes.width() + 1) {
            return unidentified(Status.TOO_FEW_CUSTOMERS, classes);
        }
        if (!statistics.hasPricesApart()) {
            return unidentified(Status.NOTHING_APART, classes);
        }
        int least = classes.width() + LEAST_AVERAGED;
        ObservedSlopes all = ObservedSlopes.of(statistics, scatter, classes);
        LikeliestSpread likeliest = LikeliestSpread.of(all, classes).withoutStrangers(least);
        ObservedSlopes observed = likeliest.observed();
        int strangers = all.size() - observed.size();
        double doubt = observed.size() < least ? 0 : doubt(observed.evidence(likeliest.tau2()));
        if (doubt > 0 && observed.range() > 0) {
            double tau2 = likeliest.tau2() + doubt * (likeliest.averaged() - likeliest.tau2());
            return at(tau2, observed, statistics, classes, Status.AVERAGED, strangers);
        }
        Status status = likeliest.tau2() > 0 ? Status.FITTED : Status.NO_BETWEEN_VARIANCE;
        return at(likeliest.tau2(), observed, statistics, classes, status, strangers);
    }

    /** @param evidence in customers: that of one whose slope is known without error is 1 */
    private static double doubt(double evidence) {
        return Math.min(1, Math.max(0, 2 - evidence / LITTLE_EVIDENCE));
    }

    boolean isKnown() {
        return status == Status.FITTED || status == Status.AVERAGED || status == Status.NO_BETWEEN_VARIANCE;
    }

    private static SlopePrior unidentified(Status status, Classes classes) {
        double[] unknown = new double[classes.kindCount()];
        Arrays.fill(unknown, Double.NaN);
        return new SlopePrior(status, unknown, unknown, Double.NaN, 0);
    }

    private static SlopePrior at(
            double tau2,
            ObservedSlopes observed,
            SlopeStatistics statistics,
            Classes classes,
            Status status,
            int strangers) {
        ObservedSlopes.Weighed weighed = observed.at(tau2, classes);
        double added = Math.max(0, statistics.commonSlopeVariance(tau2) - 1 / weighed.weight());
        double[] means = new double[classes.kindCount()];
        double[] variances = new double[classes.kindCount()];
        for (int kind = 0; kind < means.length; kind++) {
            RealVector row = new ArrayRealVector(classes.design()[kind], false);
            means[kind] = row.dotProduct(weighed.gamma());
            variances[kind] = row.dotProduct(weighed.covariance().operate(row)) + added;
        }
        return new SlopePrior(status, means, variances, tau2, strangers);
    }
}

package io.clientele.estimate;

import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.univariate.BrentOptimizer;
import org.hipparchus.optim.univariate.SearchInterval;
import org.hipparchus.optim.univariate.UnivariateObjectiveFunction;

/** Parameters of one log-normal cycle model; {@code NaN} where they are not identified. */
record CycleFit(
        Status status,
        double m,
        double sigma2,
        double tau2,
        long gapCount,
        long customerCount,
        double restrictedLogLikelihood,
        long iterations) {

    enum Status {
        FITTED,
        /** Customers differ no more than chance would make them: everybody has the market's cycle. */
        NO_BETWEEN_VARIANCE,
        NO_GAPS,
        ONE_CUSTOMER,
        /** Nobody has two gaps: how much one customer varies cannot be told from how much customers differ. */
        NO_REPEATED_GAPS,
        /** Every customer repeats the same gap exactly: a normal model does not fit a clock. */
        NO_WITHIN_VARIANCE
    }

    private static final double RELATIVE_TOLERANCE = 1e-12;
    private static final double ABSOLUTE_TOLERANCE = 1e-15;
    private static final int MAX_EVALUATIONS = 1_000;

    static CycleFit of(GapMeans means) {
        if (means.customerCount() == 0) {
            return unidentified(Status.NO_GAPS, means);
        }
        if (means.customerCount() == 1) {
            return unidentified(Status.ONE_CUSTOMER, means);
        }
        if (means.withinDegreesOfFreedom() == 0) {
            return unidentified(Status.NO_REPEATED_GAPS, means);
        }
        double sigma2 = means.withinVariance();
        return sigma2 > 0 ? fit(means, sigma2) : unidentified(Status.NO_WITHIN_VARIANCE, means);
    }

    private static CycleFit fit(GapMeans means, double sigma2) {
        double pooled = means.restrictedLogLikelihood(sigma2, 0);
        double bound = means.range() * means.range();
        if (bound == 0) {
            return identified(Status.NO_BETWEEN_VARIANCE, means, sigma2, 0, pooled, 0);
        }
        var brent = new BrentOptimizer(RELATIVE_TOLERANCE, ABSOLUTE_TOLERANCE);
        var optimum = brent.optimize(
                new UnivariateObjectiveFunction(tau2 -> means.restrictedLogLikelihood(sigma2, tau2)),
                GoalType.MAXIMIZE,
                new SearchInterval(0, bound),
                new MaxEval(MAX_EVALUATIONS));
        return optimum.getValue() > pooled
                ? identified(
                        Status.FITTED, means, sigma2, optimum.getPoint(), optimum.getValue(), brent.getIterations())
                : identified(Status.NO_BETWEEN_VARIANCE, means, sigma2, 0, pooled, brent.getIterations());
    }

    private static CycleFit identified(
            Status status, GapMeans means, double sigma2, double tau2, double logLikelihood, long iterations) {
        return new CycleFit(
                status,
                means.grandMean(sigma2, tau2),
                sigma2,
                tau2,
                means.gapCount(),
                means.customerCount(),
                logLikelihood,
                iterations);
    }

    private static CycleFit unidentified(Status status, GapMeans means) {
        return new CycleFit(
                status, Double.NaN, Double.NaN, Double.NaN, means.gapCount(), means.customerCount(), Double.NaN, 0);
    }
}

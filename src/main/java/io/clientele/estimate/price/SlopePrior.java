package io.clientele.estimate.price;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.univariate.BrentOptimizer;
import org.hipparchus.optim.univariate.SearchInterval;
import org.hipparchus.optim.univariate.UnivariateObjectiveFunction;
import org.hipparchus.util.FastMath;

/**
 * What is known of a customer's slope before its own observations: {@code beta ~ N(z'gamma, tau2)} by the kind of customer, gamma by
 * generalised least squares and tau2 by restricted maximum likelihood (Patterson and Thompson 1971; empirical Bayes, Morris 1983). The likeliest
 * tau2 of little evidence is often 0 or several times the truth; there the mean over the restricted likelihood takes its place, all tau
 * being as likely before (Gelman 2006).
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

    private static final double RELATIVE_TOLERANCE = 1e-10;
    private static final double ABSOLUTE_TOLERANCE = 1e-12;
    private static final int MOST_EVALUATIONS = 500;

    /** With the evidence of fewer customers the standard error of tau2 is half of it and more; of twice as many, about a third. */
    private static final double LITTLE_EVIDENCE = 8;

    /** With fewer customers than this beyond the kinds a mean over the likelihood is mostly what was assumed before. */
    private static final int LEAST_AVERAGED = 10;

    private static final double UNLIKELY = 12;

    /** Of a million customers none is this many standard errors from its kind by chance. */
    private static final double STRANGE = 6;

    /** Who is nearer, by a spread to which it contributed itself, is not looked at. */
    private static final double SUSPICIOUS = 3;

    private static final int MOST_ROUNDS = 3;

    private static final int STEPS = 200;

    static SlopePrior of(SlopeStatistics statistics, ShrunkVariances scatter, Classes classes) {
        if (statistics.estimable().length <= classes.width() + 1) {
            return unidentified(Status.TOO_FEW_CUSTOMERS, classes);
        }
        if (!statistics.hasPricesApart()) {
            return unidentified(Status.NOTHING_APART, classes);
        }
        Observed all = Observed.of(statistics, scatter, classes);
        Likeliest likeliest = withoutStrangers(Likeliest.of(all, classes), classes);
        Observed observed = likeliest.of();
        int strangers = all.size() - observed.size();
        double doubt =
                observed.size() < classes.width() + LEAST_AVERAGED ? 0 : doubt(observed.evidence(likeliest.tau2()));
        if (doubt > 0 && observed.range() > 0) {
            double tau2 = likeliest.tau2() + doubt * (averaged(likeliest, classes) - likeliest.tau2());
            return at(tau2, observed, statistics, classes, Status.AVERAGED, strangers);
        }
        Status status = likeliest.tau2() > 0 ? Status.FITTED : Status.NO_BETWEEN_VARIANCE;
        return at(likeliest.tau2(), observed, statistics, classes, status, strangers);
    }

    /** Where the restricted likelihood of tau2 is highest. */
    private record Likeliest(Observed of, double tau2, double criterion) {

        static Likeliest of(Observed observed, Classes classes) {
            double none = observed.at(0, classes).criterion();
            if (observed.range() == 0) {
                return new Likeliest(observed, 0, none);
            }
            var found = new BrentOptimizer(RELATIVE_TOLERANCE, ABSOLUTE_TOLERANCE)
                    .optimize(
                            new UnivariateObjectiveFunction(
                                    root -> observed.at(root * root, classes).criterion()),
                            GoalType.MINIMIZE,
                            new SearchInterval(0, observed.range()),
                            new MaxEval(MOST_EVALUATIONS));
            return found.getValue() < none
                    ? new Likeliest(observed, found.getPoint() * found.getPoint(), found.getValue())
                    : new Likeliest(observed, 0, none);
        }

        /** How many standard errors each slope is from its kind. */
        double[] distances(Observed from, Classes classes) {
            RealVector gamma = of.at(tau2, classes).gamma();
            double[] distances = new double[from.size()];
            for (int i = 0; i < distances.length; i++) {
                double mean = new ArrayRealVector(classes.design()[from.kinds()[i]], false).dotProduct(gamma);
                distances[i] = FastMath.abs(from.slopes()[i] - mean) / FastMath.sqrt(from.variances()[i] + tau2);
            }
            return distances;
        }
    }

    /**
     * Leaves out who is farther from its kind than chance would ever put it, by the measure of those who are near theirs: two customers who became
     * one, or one who changed its trade. It would widen the spread of all. A second round finds who had hidden behind it.
     */
    private static Likeliest withoutStrangers(Likeliest all, Classes classes) {
        Likeliest kept = all;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Observed near = kept.of().within(SUSPICIOUS, kept.distances(kept.of(), classes), classes);
            if (near.size() == kept.of().size() || near.size() < classes.width() + LEAST_AVERAGED) {
                return kept;
            }
            Likeliest trusted = Likeliest.of(near, classes);
            Observed known = all.of().within(STRANGE, trusted.distances(all.of(), classes), classes);
            if (known.size() == kept.of().size()) {
                return kept;
            }
            kept = Likeliest.of(known, classes);
        }
        return kept;
    }

    /** @param evidence in customers: that of one whose slope is known without error is 1 */
    private static double doubt(double evidence) {
        return Math.min(1, Math.max(0, 2 - evidence / LITTLE_EVIDENCE));
    }

    /** The mean of tau2 over the restricted likelihood, tau uniform. */
    private static double averaged(Likeliest likeliest, Classes classes) {
        Observed observed = likeliest.of();
        double best = likeliest.criterion();
        double end = observed.range();
        while (end * end / 4 > likeliest.tau2()
                && observed.at(end * end / 4, classes).criterion() > best + UNLIKELY) {
            end /= 2;
        }
        double weights = 0;
        double sum = 0;
        for (int i = 0; i < STEPS; i++) {
            double tau = end * (i + 0.5) / STEPS;
            double weight = FastMath.exp(best - observed.at(tau * tau, classes).criterion());
            weights += weight;
            sum += weight * tau * tau;
        }
        return sum / weights;
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
            double tau2, Observed observed, SlopeStatistics statistics, Classes classes, Status status, int strangers) {
        Weighed weighed = observed.at(tau2, classes);
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

    /** Slopes with their variances and kinds, of those who have one. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Observed(double[] slopes, double[] variances, int[] kinds) {

        static Observed of(SlopeStatistics statistics, ShrunkVariances scatter, Classes classes) {
            int[] estimable = statistics.estimable();
            int size = estimable.length;
            Observed observed = new Observed(new double[size], new double[size], new int[size]);
            for (int i = 0; i < size; i++) {
                int customer = estimable[i];
                observed.slopes[i] = statistics.slope(customer);
                observed.variances[i] =
                        scatter.of(statistics, customer) / statistics.priceSquares()[customer];
                observed.kinds[i] = classes.kinds()[customer];
            }
            return observed;
        }

        int size() {
            return slopes.length;
        }

        /** Who is no farther than that, and of each kind who is nearest, or nothing would tell its mean. */
        Observed within(double limit, double[] distances, Classes classes) {
            int[] nearest = new int[classes.kindCount()];
            Arrays.fill(nearest, -1);
            for (int i = 0; i < distances.length; i++) {
                int before = nearest[kinds[i]];
                nearest[kinds[i]] = before < 0 || distances[i] < distances[before] ? i : before;
            }
            int[] near = IntStream.range(0, size())
                    .filter(i -> distances[i] <= limit || nearest[kinds[i]] == i)
                    .toArray();
            return new Observed(
                    Arrays.stream(near).mapToDouble(i -> slopes[i]).toArray(),
                    Arrays.stream(near).mapToDouble(i -> variances[i]).toArray(),
                    Arrays.stream(near).map(i -> kinds[i]).toArray());
        }

        double range() {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (double slope : slopes) {
                low = Math.min(low, slope);
                high = Math.max(high, slope);
            }
            return high - low;
        }

        /** How many customers of known slopes would tell as much about tau2: {@code sum(w^2)}, Fisher's information over that of one of them. */
        double evidence(double tau2) {
            double evidence = 0;
            for (double variance : variances) {
                double weight = tau2 / (tau2 + variance);
                evidence += weight * weight;
            }
            return evidence;
        }

        Weighed at(double tau2, Classes classes) {
            int kindCount = classes.kindCount();
            double[] weights = new double[kindCount];
            double[] weighted = new double[kindCount];
            double squares = 0;
            double product = 1;
            double logs = 0;
            for (int i = 0; i < slopes.length; i++) {
                double variance = variances[i] + tau2;
                double weight = 1 / variance;
                weights[kinds[i]] += weight;
                weighted[kinds[i]] += weight * slopes[i];
                squares += weight * slopes[i] * slopes[i];
                product *= variance;
                if (product < 1e-100 || product > 1e100) {
                    logs += FastMath.log(product);
                    product = 1;
                }
            }
            return Weighed.of(weights, weighted, squares, logs + FastMath.log(product), classes);
        }
    }

    private record Weighed(RealVector gamma, RealMatrix covariance, double weight, double criterion) {

        static Weighed of(double[] weights, double[] weighted, double squares, double logs, Classes classes) {
            int width = classes.width();
            RealMatrix normal = new Array2DRowRealMatrix(width, width);
            RealVector right = new ArrayRealVector(width);
            double weight = 0;
            for (int kind = 0; kind < weights.length; kind++) {
                double[] row = classes.design()[kind];
                weight += weights[kind];
                for (int i = 0; i < width; i++) {
                    right.addToEntry(i, row[i] * weighted[kind]);
                    for (int j = 0; j < width; j++) {
                        normal.addToEntry(i, j, row[i] * row[j] * weights[kind]);
                    }
                }
            }
            CholeskyDecomposition cholesky = new CholeskyDecomposition(normal, 1e-9, 0);
            RealVector gamma = cholesky.getSolver().solve(right);
            double residual = squares - right.dotProduct(gamma);
            double logDeterminant = FastMath.log(cholesky.getDeterminant());
            return new Weighed(
                    gamma, cholesky.getSolver().getInverse(), weight, 0.5 * (logs + residual + logDeterminant));
        }
    }
}

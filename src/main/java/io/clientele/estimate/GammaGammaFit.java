package io.clientele.estimate;

import java.util.Optional;
import java.util.stream.IntStream;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.util.FastMath;

/**
 * Parameters of one Gamma-Gamma model; {@code NaN} where they are not identified.
 *
 * @param p shape of the amounts of one customer
 * @param q shape of the customers' scales
 * @param gamma scale of the customers' scales, in money
 * @param covariance of the logs of p, q and gamma, 3 × 3, by the observed information; zero for a parameter at its bound
 * @param gradientNorm largest absolute slope of the log-likelihood in the log of a parameter
 */
@SuppressWarnings("ArrayRecordComponent")
record GammaGammaFit(
        Status status,
        double p,
        double q,
        double gamma,
        double[][] covariance,
        double logLikelihood,
        double gradientNorm,
        long evaluations) {

    enum Status {
        FITTED,
        /** No amount ever differed from customer to customer by more than chance: q runs away. */
        NO_BETWEEN_VARIANCE,
        /** Each customer always spends the same: p runs away. */
        NO_WITHIN_VARIANCE,
        /** The mean needs q > 1, and q is not, or its 90 % interval reaches below. */
        INFINITE_MEAN,
        NO_REPEATS,
        ONE_CUSTOMER,
        ALL_EQUAL,
        NOT_CONVERGED
    }

    private static final int SIZE = 3;
    private static final double SLOPE_PER_CUSTOMER = 1e-10;
    private static final double EQUAL = 1e-12;
    private static final double CEILING = FastMath.log(1e5);
    private static final double[][] UNKNOWN = {
        {Double.NaN, Double.NaN, Double.NaN},
        {Double.NaN, Double.NaN, Double.NaN},
        {Double.NaN, Double.NaN, Double.NaN}
    };

    /** Shapes p and q from which the climb starts; the scale follows from the pooled mean. */
    private static final double[][] STARTS = {{1, 3}, {5, 4}, {0.5, 1.5}};

    static GammaGammaFit of(RepeatSpend spend) {
        if (spend.customerCount() == 0) {
            return unidentified(Status.NO_REPEATS);
        }
        if (spend.customerCount() == 1) {
            return unidentified(Status.ONE_CUSTOMER);
        }
        if (spend.highestMean() - spend.lowestMean() <= EQUAL * spend.highestMean()) {
            return unidentified(Status.ALL_EQUAL);
        }
        return fit(spend, spend.pooledMean());
    }

    /** The highest end of all starts; an end that is no summit counts only where there is no better one. */
    private static GammaGammaFit fit(RepeatSpend spend, double pooledMean) {
        Optional<NewtonAscent.Climb> best = Optional.empty();
        long evaluations = 0;
        for (double[] start : STARTS) {
            double gamma = pooledMean * (start[1] - 1) / start[0];
            NewtonAscent.Climb climb = climb(spend, start[0], start[1], gamma);
            evaluations += climb.evaluations();
            if (best.isEmpty() || isBetter(climb, best.get())) {
                best = Optional.of(climb);
            }
        }
        return identified(best.orElseThrow(), evaluations);
    }

    private static NewtonAscent.Climb climb(RepeatSpend spend, double p, double q, double gamma) {
        double[] start = {FastMath.log(p), FastMath.log(q), FastMath.log(gamma)};
        return NewtonAscent.from(start, spend, SLOPE_PER_CUSTOMER * spend.customerCount(), CEILING, 2);
    }

    private static boolean isBetter(NewtonAscent.Climb climb, NewtonAscent.Climb best) {
        if (climb.isSummit() != best.isSummit()) {
            return climb.isSummit();
        }
        return climb.place().value() > best.place().value();
    }

    private static GammaGammaFit identified(NewtonAscent.Climb climb, long evaluations) {
        NewtonAscent.Place place = climb.place();
        double[] logs = place.point();
        boolean[] isBound = {logs[0] > CEILING, logs[1] > CEILING, false};
        double[][] covariance = covariance(place.curvature(), isBound);
        return new GammaGammaFit(
                status(climb, isBound, covariance[1][1]),
                FastMath.exp(logs[0]),
                FastMath.exp(logs[1]),
                FastMath.exp(logs[2]),
                covariance,
                place.value(),
                place.gradientNorm(),
                evaluations);
    }

    private static Status status(NewtonAscent.Climb climb, boolean[] isBound, double varianceOfLogQ) {
        if (isBound[1]) {
            return Status.NO_BETWEEN_VARIANCE;
        }
        double logQ = climb.place().point()[1];
        if (logQ <= 0 || logQ <= StandardScores.Z_90 * FastMath.sqrt(varianceOfLogQ)) {
            return Status.INFINITE_MEAN;
        }
        if (isBound[0]) {
            return Status.NO_WITHIN_VARIANCE;
        }
        return climb.isSummit() && Double.isFinite(varianceOfLogQ) ? Status.FITTED : Status.NOT_CONVERGED;
    }

    /** Inverse of the observed information of the parameters that are free. */
    private static double[][] covariance(double[][] curvature, boolean[] isBound) {
        int[] free = IntStream.range(0, SIZE).filter(i -> !isBound[i]).toArray();
        double[][] information = new double[free.length][free.length];
        for (int i = 0; i < free.length; i++) {
            for (int j = 0; j < free.length; j++) {
                information[i][j] = -curvature[free[i]][free[j]];
            }
        }
        Optional<RealMatrix> inverse = NewtonAscent.inverse(information);
        if (inverse.isEmpty()) {
            return UNKNOWN;
        }
        double[][] covariance = new double[SIZE][SIZE];
        for (int i = 0; i < free.length; i++) {
            for (int j = 0; j < free.length; j++) {
                covariance[free[i]][free[j]] = inverse.get().getEntry(i, j);
            }
        }
        return covariance;
    }

    private static GammaGammaFit unidentified(Status status) {
        return new GammaGammaFit(status, Double.NaN, Double.NaN, Double.NaN, UNKNOWN, Double.NaN, Double.NaN, 0);
    }

    boolean isUsable() {
        return status == Status.FITTED || status == Status.NO_BETWEEN_VARIANCE || status == Status.NO_WITHIN_VARIANCE;
    }
}

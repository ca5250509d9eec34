package io.clientele.estimate.churn;

import io.clientele.estimate.NewtonAscent;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.util.FastMath;

/**
 * One logistic regression with a quadratic penalty on the coefficients, not on the intercept (le Cessie and van Houwelingen 1992), by damped
 * Newton steps, which are iteratively reweighted least squares.
 *
 * @param coefficients the intercept, then one of each standardised signal; 0 where a signal is not used, {@code NaN} where nothing is fitted
 * @param covariance inverse of the penalised information, in the same order; 0 for signals that are not used
 * @param logLikelihood without the penalty
 * @param gradientNorm largest absolute slope of the penalised log-likelihood
 */
@SuppressWarnings("ArrayRecordComponent")
record LogisticFit(
        Status status,
        Standardised signals,
        double[] coefficients,
        double[][] covariance,
        long accountCount,
        long silentCount,
        double logLikelihood,
        double gradientNorm,
        long evaluations) {

    enum Status {
        FITTED,
        /** Fewer accounts of one outcome than a fit can be believed by. */
        TOO_FEW_OBSERVATIONS,
        /** All accounts had the same outcome. */
        ONE_CLASS,
        NOT_CONVERGED
    }

    private static final double SLOPE_PER_ACCOUNT = 1e-11;

    /**
     * Fits.
     *
     * @param raw one row of {@code size} signals after the other, {@code NaN} where not known
     * @param silent 1 for who stayed silent, else 0
     * @param penalty half of it times the squares of the coefficients is taken from the log-likelihood
     * @param leastOutcomes accounts of each outcome below which nothing is fitted
     */
    static LogisticFit of(double[] raw, long[] silent, long[] weights, int size, double penalty, long leastOutcomes) {
        Standardised signals = Standardised.of(raw, weights, size);
        long accounts = Arrays.stream(weights).sum();
        long silents = IntStream.range(0, weights.length)
                .mapToLong(row -> silent[row] * weights[row])
                .sum();
        if (silents == 0 || silents == accounts) {
            return unfitted(accounts == 0 ? Status.TOO_FEW_OBSERVATIONS : Status.ONE_CLASS, signals, accounts, silents);
        }
        if (FastMath.min(silents, accounts - silents) < leastOutcomes) {
            return unfitted(Status.TOO_FEW_OBSERVATIONS, signals, accounts, silents);
        }
        Likelihood likelihood = new Likelihood(signals, silent, weights, penalty);
        double[] start = new double[likelihood.used.length + 1];
        start[0] = FastMath.log((double) silents / (accounts - silents));
        NewtonAscent.Climb climb =
                NewtonAscent.from(start, likelihood::at, SLOPE_PER_ACCOUNT * accounts, Double.POSITIVE_INFINITY, 0);
        Optional<RealMatrix> covariance =
                NewtonAscent.inverse(negative(climb.place().curvature()));
        if (!climb.isSummit() || covariance.isEmpty()) {
            return unfitted(Status.NOT_CONVERGED, signals, accounts, silents);
        }
        return likelihood.fit(climb, covariance.get(), accounts, silents);
    }

    private static double[][] negative(double[][] matrix) {
        double[][] negative = new double[matrix.length][matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix.length; j++) {
                negative[i][j] = -matrix[i][j];
            }
        }
        return negative;
    }

    private static LogisticFit unfitted(Status status, Standardised signals, long accounts, long silents) {
        int size = signals.means().length + 1;
        double[] unknown = new double[size];
        Arrays.fill(unknown, Double.NaN);
        double[][] covariance = new double[size][];
        Arrays.setAll(covariance, row -> unknown.clone());
        return new LogisticFit(status, signals, unknown, covariance, accounts, silents, Double.NaN, Double.NaN, 0);
    }

    /** The log odds of silence of one account. */
    double logOdds(double[] raw) {
        double sum = coefficients[0];
        for (int signal = 0; signal < raw.length; signal++) {
            sum += coefficients[signal + 1]
                    * Standardised.standardised(raw[signal], signals.means()[signal], signals.deviations()[signal]);
        }
        return sum;
    }

    static double probability(double logOdds) {
        return 1 / (1 + FastMath.exp(-logOdds));
    }

    /** The penalised log-likelihood of the intercept and the coefficients of the signals that are used. */
    private static final class Likelihood {

        private final Standardised signals;
        private final long[] silent;
        private final long[] weights;
        private final double penalty;
        private final int size;
        private final int[] used;

        Likelihood(Standardised signals, long[] silent, long[] weights, double penalty) {
            this.signals = signals;
            this.silent = silent;
            this.weights = weights;
            this.penalty = penalty;
            this.size = signals.means().length;
            this.used = IntStream.range(0, size).filter(signals::isUsed).toArray();
        }

        NewtonAscent.Place at(double[] point) {
            int count = point.length;
            double value = 0;
            double[] gradient = new double[count];
            double[][] curvature = new double[count][count];
            double[] row = new double[count];
            row[0] = 1;
            for (int account = 0; account < weights.length; account++) {
                double logOdds = point[0];
                for (int i = 1; i < count; i++) {
                    row[i] = signals.values()[account * size + used[i - 1]];
                    logOdds += point[i] * row[i];
                }
                double probability = probability(logOdds);
                double weight = weights[account];
                value += weight * (silent[account] * logOdds - softPlus(logOdds));
                double residual = weight * (silent[account] - probability);
                double information = weight * probability * (1 - probability);
                for (int i = 0; i < count; i++) {
                    gradient[i] += residual * row[i];
                    double informationOfRow = information * row[i];
                    for (int j = 0; j <= i; j++) {
                        curvature[i][j] -= informationOfRow * row[j];
                    }
                }
            }
            for (int i = 0; i < count; i++) {
                for (int j = 0; j < i; j++) {
                    curvature[j][i] = curvature[i][j];
                }
            }
            for (int i = 1; i < count; i++) {
                value -= penalty / 2 * point[i] * point[i];
                gradient[i] -= penalty * point[i];
                curvature[i][i] -= penalty;
            }
            return new NewtonAscent.Place(point, value, gradient, curvature);
        }

        /** ln(1 + e^x), which does not overflow. */
        private static double softPlus(double x) {
            return FastMath.max(x, 0) + FastMath.log1p(FastMath.exp(-FastMath.abs(x)));
        }

        LogisticFit fit(NewtonAscent.Climb climb, RealMatrix inverse, long accounts, long silents) {
            double[] point = climb.place().point();
            double[] coefficients = new double[size + 1];
            double[][] covariance = new double[size + 1][size + 1];
            double penalised = climb.place().value();
            for (int i = 0; i < point.length; i++) {
                int to = i == 0 ? 0 : used[i - 1] + 1;
                coefficients[to] = point[i];
                penalised += i == 0 ? 0 : penalty / 2 * point[i] * point[i];
                for (int j = 0; j < point.length; j++) {
                    covariance[to][j == 0 ? 0 : used[j - 1] + 1] = inverse.getEntry(i, j);
                }
            }
            return new LogisticFit(
                    Status.FITTED,
                    signals,
                    coefficients,
                    covariance,
                    accounts,
                    silents,
                    penalised,
                    climb.place().gradientNorm(),
                    climb.evaluations());
        }
    }
}

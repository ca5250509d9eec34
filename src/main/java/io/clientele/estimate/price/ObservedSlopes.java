package io.clientele.estimate.price;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.util.FastMath;

/** Slopes with their variances and kinds, of those who have one. */
@SuppressWarnings("ArrayRecordComponent")
record ObservedSlopes(double[] slopes, double[] variances, int[] kinds) {

    static ObservedSlopes of(SlopeStatistics statistics, ShrunkVariances scatter, Classes classes) {
        int[] estimable = statistics.estimable();
        int size = estimable.length;
        ObservedSlopes observed = new ObservedSlopes(new double[size], new double[size], new int[size]);
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
    ObservedSlopes within(double limit, double[] distances, Classes classes) {
        int[] nearest = new int[classes.kindCount()];
        Arrays.fill(nearest, -1);
        for (int i = 0; i < distances.length; i++) {
            int before = nearest[kinds[i]];
            nearest[kinds[i]] = before < 0 || distances[i] < distances[before] ? i : before;
        }
        int[] near = IntStream.range(0, size())
                .filter(i -> distances[i] <= limit || nearest[kinds[i]] == i)
                .toArray();
        return new ObservedSlopes(
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

    /** Means of kinds by generalised least squares, and what restricted likelihood makes of the spread: half of minus twice its logarithm. */
    record Weighed(RealVector gamma, RealMatrix covariance, double weight, double criterion) {

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

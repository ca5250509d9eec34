package io.clientele.estimate.purchase;

import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.util.FastMath;

/**
 * Expectations over a chance to drop out that is {@code Beta(a, b)}: Gauss's quadrature with Jacobi's weight, nodes by Golub and Welsch (1969).
 * Slower than the series, and exact where that cancels: for customers who hardly differ.
 */
@SuppressWarnings("ArrayRecordComponent")
record DropoutQuadrature(double[] chances, double[] weights) {

    private static final int NODES = 64;

    static DropoutQuadrature of(double a, double b) {
        double[] diagonal = new double[NODES];
        double[] beside = new double[NODES - 1];
        double left = a - 1;
        double right = b - 1;
        for (int n = 0; n < NODES; n++) {
            double sum = 2 * n + left + right;
            diagonal[n] =
                    n == 0 ? (left - right) / (left + right + 2) : (left * left - right * right) / (sum * (sum + 2));
            if (n > 0) {
                double product = 4.0 * n * (n + right) * (n + left) / (sum * sum * (sum + 1));
                beside[n - 1] = FastMath.sqrt(n == 1 ? product : product * (n + left + right) / (sum - 1));
            }
        }
        var decomposition = new EigenDecompositionSymmetric(diagonal, beside);
        double[] chances = new double[NODES];
        double[] weights = new double[NODES];
        for (int k = 0; k < NODES; k++) {
            double first = decomposition.getV().getEntry(0, k);
            chances[k] = (1 + decomposition.getEigenvalue(k)) / 2;
            weights[k] = first * first;
        }
        return new DropoutQuadrature(chances, weights);
    }

    /**
     * Purchases until dropping out or until the time is over: the mean of {@code (1 - (1 + p u)^-s) / p}.
     *
     * @param shape s of the purchase rate's gamma distribution
     * @param time u in units of that distribution's scale
     */
    double purchases(double shape, double time) {
        double mean = 0;
        for (int k = 0; k < chances.length; k++) {
            double p = Math.max(chances[k], Double.MIN_NORMAL);
            mean -= weights[k] * FastMath.expm1(-shape * FastMath.log1p(p * time)) / p;
        }
        return mean;
    }
}

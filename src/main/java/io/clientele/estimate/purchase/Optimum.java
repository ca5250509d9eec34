package io.clientele.estimate.purchase;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.util.FastMath;

/**
 * Where a likelihood is largest.
 *
 * @param logs log parameters
 * @param gradientNorm the largest derivative by a log parameter that is left
 * @param information minus the second derivatives by the log parameters
 */
@SuppressWarnings("ArrayRecordComponent")
record Optimum(double[] logs, double logLikelihood, double gradientNorm, int evaluations, double[][] information) {

    /** A direction that the data say nothing about counts as known within a factor of exp(5). */
    private static final double LEAST_INFORMATION = 1.0 / 25;

    private static final double TOLERANCE = 1e-9;
    private static final double LEAST_TOLERANCE = 1e-6;

    /** Whether the gradient is as good as nothing beside the log-likelihood: the proof that this is a maximum. */
    boolean isProven() {
        return gradientNorm <= Math.max(LEAST_TOLERANCE, TOLERANCE * Math.abs(logLikelihood));
    }

    Optimum after(int allEvaluations) {
        return new Optimum(logs, logLikelihood, gradientNorm, allEvaluations, information);
    }

    double parameter(int i) {
        return FastMath.exp(logs[i]);
    }

    /** The covariance of the log parameters: the inverse of the observed information (Efron and Hinkley 1978). */
    double[][] covariance() {
        int n = logs.length;
        var decomposition = new EigenDecompositionSymmetric(new Array2DRowRealMatrix(information));
        double[][] covariance = new double[n][n];
        for (int k = 0; k < n; k++) {
            double variance = 1 / Math.max(decomposition.getEigenvalue(k), LEAST_INFORMATION);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    covariance[i][j] += variance
                            * decomposition.getV().getEntry(i, k)
                            * decomposition.getV().getEntry(j, k);
                }
            }
        }
        return covariance;
    }
}

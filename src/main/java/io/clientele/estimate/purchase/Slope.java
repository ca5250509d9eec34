package io.clientele.estimate.purchase;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealMatrix;

/** A likelihood that counts how often it is asked. */
final class Slope {

    private static final double DIFFERENCE = 1e-4;

    private final Likelihood likelihood;
    private int evaluations;

    Slope(Likelihood likelihood) {
        this.likelihood = likelihood;
    }

    int evaluations() {
        return evaluations;
    }

    Place at(double[] logs) {
        double[] gradient = new double[likelihood.parameterCount()];
        double value = value(logs, gradient);
        return new Place(new ArrayRealVector(logs), value, new ArrayRealVector(gradient, false));
    }

    /** Whether what is left of the slope is nothing but rounding. */
    boolean isFlat(Place place) {
        return place.norm() <= likelihood.roundingOfSlopes() * Math.max(1, Math.abs(place.value()));
    }

    /** Minus the matrix of second derivatives by the log parameters, from central differences of the gradient. */
    RealMatrix information(Place place) {
        int n = likelihood.parameterCount();
        RealMatrix derivatives = new Array2DRowRealMatrix(n, n);
        double[] above = new double[n];
        double[] below = new double[n];
        for (int i = 0; i < n; i++) {
            double[] shifted = place.logs().toArray();
            double at = shifted[i];
            shifted[i] = at + DIFFERENCE;
            value(shifted, above);
            shifted[i] = at - DIFFERENCE;
            value(shifted, below);
            for (int j = 0; j < n; j++) {
                derivatives.setEntry(i, j, (below[j] - above[j]) / (2 * DIFFERENCE));
            }
        }
        return derivatives.add(derivatives.transpose()).scalarMultiply(0.5);
    }

    private double value(double[] logs, double[] gradient) {
        evaluations++;
        return likelihood.at(logs, gradient);
    }
}

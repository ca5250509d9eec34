package io.clientele.estimate.purchase;

import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/** Newton steps with a Hessian of differences of gradients, until the gradient is nothing but rounding. */
final class Newton {

    private static final int MAX_STEPS = 60;
    private static final double SHORTEST_STEP = 1e-12;
    private static final double NEAR = 1e-5;
    private static final double ROUNDING = 1e-13;
    private static final double LEAST_CURVATURE = 1e-10;

    private final Slope slope;
    private final double scale;

    /** @param scale how many customers the likelihood adds up */
    Newton(Slope slope, double scale) {
        this.slope = slope;
        this.scale = scale;
    }

    /**
     * Where the steps end.
     *
     * @param information minus the second derivatives by the log parameters, observed there or within rounding of it
     */
    record Summit(Place place, RealMatrix information) {}

    /** Steps as long as they lead up or make the gradient smaller. */
    Summit from(Place first) {
        Place place = first;
        RealMatrix information = slope.information(place);
        for (int step = 0; step < MAX_STEPS && !slope.isFlat(place); step++) {
            RealVector direction = ascending(place, information);
            double longest = direction.getLInfNorm();
            double length = Place.lengthOf(direction);
            Place trial = slope.at(place.after(direction, length));
            while (!isBetter(trial, place)) {
                length /= 4;
                if (length * longest < SHORTEST_STEP) {
                    return new Summit(place, information);
                }
                trial = slope.at(place.after(direction, length));
            }
            place = trial;
            if (longest > NEAR) {
                information = slope.information(place);
            }
        }
        return new Summit(place, information);
    }

    /** Higher, or flatter where heights cannot be told apart for rounding. */
    private static boolean isBetter(Place trial, Place place) {
        double rounding = ROUNDING * Math.abs(place.value());
        return trial.value() > place.value() + rounding
                || trial.value() >= place.value() - rounding && trial.norm() < place.norm();
    }

    /** The Newton direction of what is not held by a bound, with every curvature taken as one of a maximum. */
    private RealVector ascending(Place place, RealMatrix information) {
        var decomposition = new EigenDecompositionSymmetric(ofFree(place, information));
        RealVector free = place.free();
        RealVector direction = new ArrayRealVector(free.getDimension());
        for (int k = 0; k < free.getDimension(); k++) {
            RealVector axis = decomposition.getEigenvector(k);
            double curvature = Math.max(Math.abs(decomposition.getEigenvalue(k)), LEAST_CURVATURE * scale);
            direction = direction.add(axis.mapMultiply(axis.dotProduct(free) / curvature));
        }
        return direction;
    }

    private static RealMatrix ofFree(Place place, RealMatrix information) {
        RealMatrix ofFree = information.copy();
        for (int i = 0; i < ofFree.getRowDimension(); i++) {
            for (int j = 0; j < ofFree.getColumnDimension(); j++) {
                if (place.isHeld(i) || place.isHeld(j)) {
                    ofFree.setEntry(i, j, 0);
                }
            }
        }
        return ofFree;
    }
}

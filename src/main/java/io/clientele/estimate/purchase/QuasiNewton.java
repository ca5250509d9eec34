package io.clientele.estimate.purchase;

import java.util.Optional;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/** Steps by a guess of the curvature that every step betters (Broyden, Fletcher, Goldfarb and Shanno 1970), until the top is near. */
final class QuasiNewton {

    private static final int MAX_STEPS = 200;
    private static final int MAX_HALVINGS = 40;
    private static final double NEAR = 1e-5;
    private static final double ENOUGH_RISE = 1e-4;
    private static final double LEAST_CURVATURE = 1e-10;

    private final Slope slope;
    private final double scale;

    /** @param scale how many customers the likelihood adds up */
    QuasiNewton(Slope slope, double scale) {
        this.slope = slope;
        this.scale = scale;
    }

    /** @param start a guess of the inverse Hessian of the mean log-likelihood, with the sign of a maximum */
    Place from(Place first, RealMatrix start) {
        Place place = first;
        RealMatrix inverse = start;
        boolean isFresh = true;
        for (int step = 0; step < MAX_STEPS && place.norm() > NEAR * scale && !place.isAnyHeld(); step++) {
            RealVector direction = inverse.operate(place.gradient()).mapMultiplyToSelf(1 / scale);
            if (direction.dotProduct(place.gradient()) <= 0) {
                direction = place.gradient();
                inverse = identity(place);
            }
            Optional<Place> next = advance(place, direction);
            if (next.isPresent()) {
                inverse = bettered(inverse, place, next.get());
                place = next.get();
                isFresh = false;
            } else if (isFresh) {
                return place;
            } else {
                inverse = identity(place);
                isFresh = true;
            }
        }
        return place;
    }

    /** A step along a direction, halved until the value rises enough (Armijo 1966). */
    private Optional<Place> advance(Place place, RealVector direction) {
        double length = Place.lengthOf(direction);
        double rise = direction.dotProduct(place.gradient());
        for (int halving = 0; halving < MAX_HALVINGS; halving++) {
            Place trial = slope.at(place.after(direction, length));
            if (trial.value() >= place.value() + ENOUGH_RISE * length * rise && trial.value() > place.value()) {
                return Optional.of(trial);
            }
            length /= 2;
        }
        return Optional.empty();
    }

    private RealMatrix bettered(RealMatrix inverse, Place from, Place to) {
        RealVector moved = to.logs().subtract(from.logs());
        RealVector changed = from.gradient().subtract(to.gradient());
        double curvature = moved.dotProduct(changed) / scale;
        if (curvature <= LEAST_CURVATURE * moved.dotProduct(moved)) {
            return inverse;
        }
        RealVector bent = inverse.operate(changed).mapMultiplyToSelf(1 / scale);
        double stretch = 1 + changed.dotProduct(bent) / scale / curvature;
        RealMatrix across = bent.outerProduct(moved);
        return inverse.add(moved.outerProduct(moved)
                .scalarMultiply(stretch)
                .subtract(across)
                .subtract(across.transpose())
                .scalarMultiply(1 / curvature));
    }

    private static RealMatrix identity(Place place) {
        return MatrixUtils.createRealIdentityMatrix(place.logs().getDimension());
    }
}

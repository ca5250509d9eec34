package io.clientele.estimate;

import java.util.Arrays;
import java.util.Optional;
import org.hipparchus.exception.MathIllegalArgumentException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.util.FastMath;

/**
 * Climbs a smooth surface by Newton steps, damped where the surface is not concave (Levenberg 1944, Marquardt 1963). Every step
 * goes up; the way depends on nothing but the start, so the same surface gives the same bits.
 */
public final class NewtonAscent {

    private static final double FIRST_DAMPING = 1e-3;
    private static final double LAST_DAMPING = 1e12;
    private static final double LONGEST_STEP = 2;
    private static final double ROUNDING = 1e-12;
    private static final int MAX_EVALUATIONS = 200;

    private NewtonAscent() {}

    /** A function with its first and second derivatives. */
    public interface Surface {
        Place at(double[] point);
    }

    /** Where one stands: the height, the gradient and the curvature. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Place(double[] point, double value, double[] gradient, double[][] curvature) {

        /** The largest absolute slope along a parameter. */
        public double gradientNorm() {
            double norm = 0;
            for (double slope : gradient) {
                norm = FastMath.max(norm, FastMath.abs(slope));
            }
            return norm;
        }

        private boolean isFinite() {
            return Double.isFinite(value) && Double.isFinite(gradientNorm());
        }
    }

    /**
     * How the climb ended.
     *
     * @param isSummit whether the gradient is within the tolerance
     */
    public record Climb(Place place, boolean isSummit, long evaluations) {}

    /**
     * Climbs until no slope exceeds the tolerance, a watched parameter passes the ceiling, or no step leads higher.
     *
     * @param tolerance the largest absolute slope at a summit
     * @param ceiling the value beyond which a watched parameter runs away
     * @param watched how many parameters are watched, from the first on
     */
    public static Climb from(double[] start, Surface surface, double tolerance, double ceiling, int watched) {
        Place place = surface.at(start);
        long evaluations = 1;
        double damping = FIRST_DAMPING;
        while (place.gradientNorm() > tolerance && evaluations < MAX_EVALUATIONS && damping < LAST_DAMPING) {
            Optional<double[]> step = step(place, damping);
            if (step.isEmpty()) {
                damping = FastMath.max(damping, FIRST_DAMPING) * 10;
                continue;
            }
            Place next = surface.at(sum(place.point(), step.get()));
            evaluations++;
            if (next.isFinite() && isHigher(next, place)) {
                place = next;
                damping = damping / 10 < 1e-12 ? 0 : damping / 10;
            } else {
                damping = FastMath.max(damping, FIRST_DAMPING) * 10;
            }
            if (isBeyond(place.point(), ceiling, watched)) {
                return new Climb(place, false, evaluations);
            }
        }
        return new Climb(place, place.gradientNorm() <= tolerance, evaluations);
    }

    /** Where two heights cannot be told apart for rounding, the flatter place is the higher. */
    private static boolean isHigher(Place next, Place place) {
        double rounding = ROUNDING * FastMath.abs(place.value());
        return next.value() > place.value() + rounding
                || next.value() > place.value() - rounding && next.gradientNorm() < place.gradientNorm();
    }

    private static Optional<double[]> step(Place place, double damping) {
        int size = place.point().length;
        double[][] descent = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                descent[i][j] = -place.curvature()[i][j];
            }
            descent[i][i] += damping * FastMath.max(FastMath.abs(descent[i][i]), place.gradientNorm());
        }
        return inverse(descent).map(inverse -> shortened(inverse.operate(place.gradient())));
    }

    /** The inverse of a symmetric matrix; empty unless it is positive definite. */
    public static Optional<RealMatrix> inverse(double[][] matrix) {
        try {
            double scale = 0;
            for (int i = 0; i < matrix.length; i++) {
                scale = FastMath.max(scale, FastMath.abs(matrix[i][i]));
            }
            RealMatrix scaled = new Array2DRowRealMatrix(matrix).scalarMultiply(1 / scale);
            return Optional.of(new CholeskyDecomposition(scaled, 1e-9, 1e-14)
                    .getSolver()
                    .getInverse()
                    .scalarMultiply(1 / scale));
        } catch (MathIllegalArgumentException notPositiveDefinite) {
            return Optional.empty();
        }
    }

    private static double[] shortened(double[] step) {
        double length = new ArrayRealVector(step, false).getLInfNorm();
        if (length > LONGEST_STEP) {
            for (int i = 0; i < step.length; i++) {
                step[i] *= LONGEST_STEP / length;
            }
        }
        return step;
    }

    private static double[] sum(double[] point, double[] step) {
        double[] sum = new double[point.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = point[i] + step[i];
        }
        return sum;
    }

    private static boolean isBeyond(double[] point, double ceiling, int watched) {
        return Arrays.stream(point, 0, watched).anyMatch(each -> each > ceiling);
    }
}

package io.clientele.estimate.price;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.util.FastMath;

/**
 * Where to go on in search of a fixed point: not to the image of the last place but to that combination of the last few images whose places moved
 * least, by weighted least squares (Anderson 1965; Walker and Ni 2011). Of a linear map it finds in a few dozen images what takes plain
 * iteration thousands.
 */
final class AndersonAcceleration {

    private static final int DEPTH = 8;

    /** Added to the diagonal of what are cosines: directions that are this close to one another differ by rounding. */
    private static final double RIDGE = 1e-12;

    private static final double SYMMETRY = 1e-9;

    /** A move that is this much longer than the last tells that the map is not as straight as the memory of it. */
    private static final double MOST_GROWTH = 2;

    private final int[] weights;
    private final Deque<Seen> seen = new ArrayDeque<>(DEPTH + 1);

    /** @param weights how much each number counts in the length of a move; 0 for what only goes along */
    AndersonAcceleration(int[] weights) {
        this.weights = weights;
    }

    /** An image, and the way to it from its place. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Seen(double[] image, double[] move, double length) {}

    /** The place after {@code place}, whose image is {@code image}. */
    double[] next(double[] place, double[] image) {
        double[] move = difference(image, place);
        Seen now = new Seen(image, move, length(move));
        if (!seen.isEmpty() && now.length() > MOST_GROWTH * seen.getLast().length()) {
            seen.clear();
        }
        double[] next = combined(now);
        seen.addLast(now);
        if (seen.size() > DEPTH) {
            seen.removeFirst();
        }
        return next;
    }

    private double[] combined(Seen now) {
        double[] next = now.image().clone();
        List<Step> steps = seen.stream()
                .map(before -> step(before, now))
                .filter(step -> step.length() > 0)
                .toList();
        if (steps.isEmpty()) {
            return next;
        }
        RealVector shares = shares(now, steps);
        for (int at = 0; at < steps.size(); at++) {
            double[] before = steps.get(at).from().image();
            double share = shares.getEntry(at) / steps.get(at).length();
            for (int i = 0; i < next.length; i++) {
                next[i] -= share * (now.image()[i] - before[i]);
            }
        }
        return next;
    }

    /** How the move changed since an earlier place. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Step(Seen from, double[] move, double length) {}

    private Step step(Seen before, Seen now) {
        double[] change = difference(now.move(), before.move());
        return new Step(before, change, length(change));
    }

    /** How far along each step, in lengths of it, least is left of the move. */
    private RealVector shares(Seen now, List<Step> steps) {
        int size = steps.size();
        RealMatrix cosines = new Array2DRowRealMatrix(size, size);
        RealVector right = new ArrayRealVector(size);
        for (int row = 0; row < size; row++) {
            Step one = steps.get(row);
            right.setEntry(row, product(one.move(), now.move()) / one.length());
            for (int column = 0; column < row; column++) {
                Step other = steps.get(column);
                double cosine = product(one.move(), other.move()) / (one.length() * other.length());
                cosines.setEntry(row, column, cosine);
                cosines.setEntry(column, row, cosine);
            }
            cosines.setEntry(row, row, 1 + RIDGE);
        }
        return new CholeskyDecomposition(cosines, SYMMETRY, 0).getSolver().solve(right);
    }

    private double length(double[] numbers) {
        return FastMath.sqrt(product(numbers, numbers));
    }

    private double product(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += weights[i] * a[i] * b[i];
        }
        return sum;
    }

    private static double[] difference(double[] a, double[] b) {
        double[] difference = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            difference[i] = a[i] - b[i];
        }
        return difference;
    }
}

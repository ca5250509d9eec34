package io.clientele.estimate.purchase;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.hipparchus.util.FastMath;

/** A smooth function on [0, to] as its Chebyshev series, cut where the terms no longer count (Clenshaw 1955). */
final class Chebyshev {

    private static final int FIRST = 16;
    private static final int LAST = 128;
    private static final int TAIL = 4;
    private static final double EXACT = 1e-13;
    private static final double ACCEPTABLE = 1e-10;

    private final double[] coefficients;
    private final double to;

    private Chebyshev(double[] coefficients, double to) {
        this.coefficients = coefficients;
        this.to = to;
    }

    /** Nothing where 128 terms are not enough for ten digits. */
    static Optional<Chebyshev> of(DoubleUnaryOperator function, double to) {
        for (int terms = FIRST; ; terms *= 2) {
            double[] coefficients = coefficients(function, to, terms);
            double largest = largest(coefficients, 0);
            double tail = largest(coefficients, terms - TAIL);
            if (tail <= EXACT * largest || terms == LAST && tail <= ACCEPTABLE * largest) {
                return Optional.of(new Chebyshev(cut(coefficients, EXACT * largest), to));
            }
            if (terms == LAST) {
                return Optional.empty();
            }
        }
    }

    private static double[] coefficients(DoubleUnaryOperator function, double to, int terms) {
        double[] cosines = new double[4 * terms];
        for (int k = 0; k < cosines.length; k++) {
            cosines[k] = FastMath.cos(FastMath.PI * k / (2 * terms));
        }
        double[] values = new double[terms];
        for (int k = 0; k < terms; k++) {
            values[k] = function.applyAsDouble(to / 2 * (1 + cosines[2 * k + 1]));
        }
        double[] coefficients = new double[terms];
        for (int j = 0; j < terms; j++) {
            double sum = 0;
            for (int k = 0; k < terms; k++) {
                sum += values[k] * cosines[j * (2 * k + 1) % cosines.length];
            }
            coefficients[j] = (j == 0 ? 1 : 2) * sum / terms;
        }
        return coefficients;
    }

    /** Also where a value is not a number, so that such a series is never taken. */
    private static double largest(double[] values, int from) {
        double largest = 0;
        for (int i = from; i < values.length; i++) {
            largest = Math.max(largest, Math.abs(values[i]));
        }
        return largest;
    }

    private static double[] cut(double[] coefficients, double limit) {
        int length = coefficients.length;
        while (length > 1 && Math.abs(coefficients[length - 1]) <= limit) {
            length--;
        }
        return Arrays.copyOf(coefficients, length);
    }

    double at(double x) {
        double y = 2 * x / to - 1;
        double next = 0;
        double afterNext = 0;
        for (int j = coefficients.length - 1; j > 0; j--) {
            double current = coefficients[j] + 2 * y * next - afterNext;
            afterNext = next;
            next = current;
        }
        return coefficients[0] + y * next - afterNext;
    }
}

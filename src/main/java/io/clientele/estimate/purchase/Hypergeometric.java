package io.clientele.estimate.purchase;

/** The two forms of Gauss's hypergeometric function that purchase models need. */
final class Hypergeometric {

    private static final int MAX_TERMS = 100_000;
    private static final double SMALLEST = 1e-300;
    private static final double EPSILON = 0x1p-53;

    private Hypergeometric() {}

    /** 2F1(a, b; c; z) for 0 &le; z &lt; 1 by its series. */
    static double series(double a, double b, double c, double z) {
        double term = 1;
        double sum = 1;
        for (int n = 0; n < MAX_TERMS; n++) {
            double ratio = (a + n) * (b + n) / ((c + n) * (n + 1)) * z;
            term *= ratio;
            sum += term;
            if (Math.abs(term) <= EPSILON * Math.abs(sum) && Math.abs(ratio) < 1) {
                return sum;
            }
        }
        return sum;
    }

    /** 2F1(1, b; c; z) for 0 &le; z &lt; 1 and c &gt; b by Gauss's continued fraction, evaluated after Lentz (1976). */
    static double ofOne(double b, double c, double z) {
        double fraction = 1;
        double numerator = 1;
        double denominator = 0;
        for (int n = 1; n < MAX_TERMS; n++) {
            int k = n / 2;
            double coefficient = n % 2 == 1
                    ? (b + k) * (c - 1 + k) / ((c + 2 * k - 1) * (c + 2 * k))
                    : k * (c - b + k - 1) / ((c + 2 * k - 2) * (c + 2 * k - 1));
            denominator = away(1 - coefficient * z * denominator);
            numerator = away(1 - coefficient * z / numerator);
            denominator = 1 / denominator;
            double change = numerator * denominator;
            fraction *= change;
            if (Math.abs(change - 1) <= 2 * EPSILON) {
                break;
            }
        }
        return 1 / fraction;
    }

    private static double away(double value) {
        return value == 0 ? SMALLEST : value;
    }
}

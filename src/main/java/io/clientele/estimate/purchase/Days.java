package io.clientele.estimate.purchase;

import org.hipparchus.util.FastMath;

/** What of a day d an evaluation needs, at one scale alpha: cells share days, so that each is reckoned once for all of them. */
final class Days {

    private final double[] growths;
    private final double[] inverses;

    Days(int lastDay) {
        growths = new double[lastDay + 1];
        inverses = new double[lastDay + 1];
    }

    void set(double alpha) {
        for (int day = 0; day < growths.length; day++) {
            double weeks = day / PurchaseCells.DAYS_PER_WEEK;
            growths[day] = FastMath.log1p(weeks / alpha);
            inverses[day] = alpha / (alpha + weeks);
        }
    }

    /** {@code ln(1 + d / (7 alpha))}. */
    double growth(int day) {
        return growths[day];
    }

    /** {@code alpha / (alpha + d / 7)}. */
    double share(int day) {
        return inverses[day];
    }
}

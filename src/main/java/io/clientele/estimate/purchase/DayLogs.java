package io.clientele.estimate.purchase;

import org.hipparchus.util.FastMath;

/** {@code ln(1 + d / (7 alpha))} for every day d: cells share days, so that a logarithm is taken once for all of them. */
final class DayLogs {

    private final double[] logs;

    DayLogs(int lastDay) {
        logs = new double[lastDay + 1];
    }

    void set(double alpha) {
        for (int day = 0; day < logs.length; day++) {
            logs[day] = FastMath.log1p(day / PurchaseCells.DAYS_PER_WEEK / alpha);
        }
    }

    double of(int day) {
        return logs[day];
    }
}

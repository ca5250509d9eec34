package io.clientele.estimate.purchase;

import java.util.HashMap;
import java.util.Map;
import org.hipparchus.util.FastMath;

/**
 * The outlook of the BG/NBD (Fader, Hardie and Lee 2005) and of the MBG/NBD (Batislam, Denizel and Filiztekin 2007; Hoppe and Wagner 2007).
 * A customer who has survived m occasions has a chance of {@code Beta(a, b + m)} to drop out at the next.
 * Not for several threads at once.
 */
final class BetaGeometricForecast implements Forecast {

    /** Nearer than this to a pole, of which the limit is finite, parameters are moved away from it. */
    private static final double POLE = 1e-6;

    /** Where r or a is larger, the terms of the series grow before they fall. */
    private static final double MOST_FOR_SERIES = 50;

    private final double r;
    private final double alpha;
    private final double a;
    private final double b;
    private final boolean isFirstPurchaseAnOccasion;
    private final Map<Integer, DropoutQuadrature> quadratureOfSurvived = new HashMap<>();

    /**
     * @param alpha weeks
     * @param isFirstPurchaseAnOccasion whether a customer can drop out at the first purchase, as in the MBG/NBD
     */
    BetaGeometricForecast(double r, double alpha, double a, double b, boolean isFirstPurchaseAnOccasion) {
        this.r = r;
        this.alpha = alpha;
        this.a = a;
        this.b = b;
        this.isFirstPurchaseAnOccasion = isFirstPurchaseAnOccasion;
    }

    private int survived(int repeats) {
        return isFirstPurchaseAnOccasion ? repeats + 1 : repeats;
    }

    /** The log of the odds that the customer dropped out at the last purchase; minus infinity where that is no occasion. */
    double logOddsOfDropout(int repeats, double recency, double age) {
        int survived = survived(repeats);
        return survived == 0
                ? Double.NEGATIVE_INFINITY
                : FastMath.log(a / (b + survived - 1))
                        + (r + repeats) * (FastMath.log1p(age / alpha) - FastMath.log1p(recency / alpha));
    }

    @Override
    public double aliveProbability(int repeats, double recency, double age) {
        return 1 / (1 + FastMath.exp(logOddsOfDropout(repeats, recency, age)));
    }

    @Override
    public void aliveSlopes(int repeats, double recency, double age, double[] slopes) {
        int survived = survived(repeats);
        double dropped = 1 / (1 + FastMath.exp(-logOddsOfDropout(repeats, recency, age)));
        double silence = FastMath.log1p(age / alpha) - FastMath.log1p(recency / alpha);
        slopes[0] = -dropped * r * silence;
        slopes[1] = dropped * (r + repeats) * alpha * (age - recency) / ((alpha + age) * (alpha + recency));
        slopes[2] = -dropped;
        slopes[3] = survived == 0 ? 0 : dropped * b / (b + survived - 1);
    }

    /** By Euler's transformation of the paper's formula, which neither overflows nor needs many terms. */
    @Override
    public double purchasesIfAlive(int repeats, double age, double t) {
        int survived = survived(repeats);
        if (r > MOST_FOR_SERIES || a > MOST_FOR_SERIES) {
            return quadratureOfSurvived
                    .computeIfAbsent(survived, count -> DropoutQuadrature.of(a, b + count))
                    .purchases(r + repeats, t / (alpha + age));
        }
        double excess = Math.abs(a - 1) < POLE ? POLE : a - 1;
        double last = excess + b + survived;
        if (Math.abs(last) < POLE) {
            last = POLE;
        }
        double z = t / (alpha + age + t);
        double series = Hypergeometric.series(last - r - repeats, excess, last, z);
        double remaining = FastMath.exp(excess * FastMath.log1p(-z));
        return Math.max(0, last / excess * (1 - remaining * series));
    }

    @Override
    public double scale() {
        return alpha;
    }

    @Override
    public double purchaseProbabilityIfAlive(int repeats, double age, double t) {
        return -FastMath.expm1(-(r + repeats) * FastMath.log1p(t / (alpha + age)));
    }
}

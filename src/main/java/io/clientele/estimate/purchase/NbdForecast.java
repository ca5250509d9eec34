package io.clientele.estimate.purchase;

import java.util.Arrays;
import org.hipparchus.util.FastMath;

/**
 * The NBD's outlook: the rate after x purchases in T weeks is {@code Gamma(r + x, alpha + T)} (Ehrenberg 1959).
 *
 * @param alpha weeks
 */
record NbdForecast(double r, double alpha) implements Forecast {

    @Override
    public double aliveProbability(int repeats, double recency, double age) {
        return Double.NaN;
    }

    @Override
    public void aliveSlopes(int repeats, double recency, double age, double[] slopes) {
        Arrays.fill(slopes, 0);
    }

    @Override
    public double purchasesIfAlive(int repeats, double age, double t) {
        return (r + repeats) / (alpha + age) * t;
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

package io.clientele.estimate.purchase;

import java.util.HashMap;
import java.util.Map;
import org.hipparchus.util.FastMath;

/**
 * The NBD with customers who die at a weekly rate of their own, {@code Gamma(s, beta)} (Schmittlein, Morrison and Colombo 1987; likelihood by
 * Fader and Hardie 2005). Parameters r, alpha, s and beta. A check of the others: its gradient is one of differences.
 */
final class ParetoLikelihood implements Likelihood {

    private static final double DIFFERENCE = 1e-4;

    private final PurchaseCells cells;
    private final int[] atRecency;
    private final int[] atAge;
    private final int[] repeatsOfPoint;
    private final int[] dayOfPoint;
    private final double[] logs;
    private final double[] logProducts;

    ParetoLikelihood(PurchaseCells cells) {
        this.cells = cells;
        Map<Long, Integer> points = new HashMap<>();
        atRecency = new int[cells.size()];
        atAge = new int[cells.size()];
        for (int i = 0; i < cells.size(); i++) {
            atRecency[i] = point(points, cells.repeats(i), cells.recencyDays(i));
            atAge[i] = point(points, cells.repeats(i), cells.ageDays(i));
        }
        repeatsOfPoint = new int[points.size()];
        dayOfPoint = new int[points.size()];
        points.forEach((key, point) -> {
            repeatsOfPoint[point] = (int) (key >> Integer.SIZE);
            dayOfPoint[point] = key.intValue();
        });
        logs = new double[points.size()];
        logProducts = new double[cells.mostRepeats() + 1];
    }

    private static int point(Map<Long, Integer> points, int repeats, int day) {
        return points.computeIfAbsent(((long) repeats << Integer.SIZE) | day, unseen -> points.size());
    }

    @Override
    public int parameterCount() {
        return 4;
    }

    @Override
    public double roundingOfSlopes() {
        return 1e-9;
    }

    @Override
    public double at(double[] logParameters, double[] gradient) {
        double[] shifted = logParameters.clone();
        for (int i = 0; i < shifted.length; i++) {
            shifted[i] = logParameters[i] + DIFFERENCE;
            double above = at(shifted);
            shifted[i] = logParameters[i] - DIFFERENCE;
            gradient[i] = (above - at(shifted)) / (2 * DIFFERENCE);
            shifted[i] = logParameters[i];
        }
        return at(logParameters);
    }

    private double at(double[] logParameters) {
        double r = FastMath.exp(logParameters[0]);
        double alpha = FastMath.exp(logParameters[1]);
        double s = FastMath.exp(logParameters[2]);
        double beta = FastMath.exp(logParameters[3]);
        for (int x = 1; x < logProducts.length; x++) {
            logProducts[x] = logProducts[x - 1] + FastMath.log(r + x - 1);
        }
        for (int point = 0; point < logs.length; point++) {
            logs[point] =
                    logDead(r, alpha, s, beta, repeatsOfPoint[point], dayOfPoint[point] / PurchaseCells.DAYS_PER_WEEK);
        }
        double constant = r * logParameters[1] + s * logParameters[3];
        double logLikelihood = 0;
        for (int i = 0; i < cells.size(); i++) {
            int x = cells.repeats(i);
            double age = cells.ageDays(i) / PurchaseCells.DAYS_PER_WEEK;
            double alive = -(r + x) * FastMath.log(alpha + age) - s * FastMath.log(beta + age);
            double since = logs[atRecency[i]];
            double dead = since + FastMath.log(-FastMath.expm1(Math.min(0, logs[atAge[i]] - since)));
            double larger = Math.max(alive, dead);
            double both = larger + FastMath.log1p(FastMath.exp(Math.min(alive, dead) - larger));
            logLikelihood += cells.customers(i) * (logProducts[x] + constant + both);
        }
        return logLikelihood;
    }

    /**
     * The logarithm of what those who die after week t, their x purchases made, add to the likelihood: {@code s / (r + s + x)} times 2F1
     * over a power, by Euler's transformation a 2F1 with a first argument of 1.
     */
    static double logDead(double r, double alpha, double s, double beta, int x, double t) {
        double last = r + s + x + 1;
        double share = FastMath.log(s / (r + s + x));
        if (alpha >= beta) {
            return share
                    - s * FastMath.log(beta + t)
                    - (r + x) * FastMath.log(alpha + t)
                    + FastMath.log(Hypergeometric.ofOne(r + x, last, (alpha - beta) / (alpha + t)));
        }
        return share
                + (1 - r - x) * FastMath.log(alpha + t)
                - (s + 1) * FastMath.log(beta + t)
                + FastMath.log(Hypergeometric.ofOne(s + 1, last, (beta - alpha) / (beta + t)));
    }
}

package io.clientele.estimate;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Spending as the Gamma-Gamma model makes it, from a seed. */
final class SimulatedSpend {

    private SimulatedSpend() {}

    /** Customers as the model makes them; p is a whole number of exponential draws. */
    static Table of(int size, int p, double q, double gamma, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long[] counts = new long[size];
        double[] means = new double[size];
        double[] logs = new double[size];
        double[] squares = new double[size];
        for (int i = 0; i < size; i++) {
            counts[i] = 1 + random.nextInt(8);
            double rate = gammaOf(random, q) / gamma;
            for (int repeat = 0; repeat < counts[i]; repeat++) {
                double amount = gamma(random, p) / rate;
                means[i] += amount / counts[i];
                logs[i] += Math.log(amount);
                squares[i] += Math.log(amount) * Math.log(amount);
            }
        }
        long[] ones = new long[size];
        Arrays.fill(ones, 1);
        return new Table(List.of(
                new Column.Counts("repeat_count", counts),
                new Column.Numbers("mean_repeat_amount", means),
                new Column.Numbers("sum_log_amount", logs),
                new Column.Numbers("sum_squared_log_amount", squares),
                new Column.Counts("customer_count", ones)));
    }

    static double gamma(SplittableRandom random, int shape) {
        double sum = 0;
        for (int i = 0; i < shape; i++) {
            sum -= Math.log(1 - random.nextDouble());
        }
        return sum;
    }

    /** A gamma draw of any shape (Marsaglia and Tsang 2000). */
    private static double gammaOf(SplittableRandom random, double shape) {
        if (shape < 1) {
            return gammaOf(random, shape + 1) * Math.pow(1 - random.nextDouble(), 1 / shape);
        }
        double d = shape - 1.0 / 3;
        while (true) {
            double normal = random.nextGaussian();
            double v = Math.pow(1 + normal / Math.sqrt(9 * d), 3);
            if (v > 0 && Math.log(1 - random.nextDouble()) < normal * normal / 2 + d - d * v + d * Math.log(v)) {
                return d * v;
            }
        }
    }
}

package io.clientele.estimate.purchase;

import io.clientele.estimate.Column;
import io.clientele.estimate.Table;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/**
 * Customers who buy and drop out as the BG/NBD says, at any time of a day; their times are rounded to days and counted into cells. First
 * purchases come evenly over the time. Two purchases on one day stay two, as in the model.
 */
final class SimulatedBuyers {

    private static final long REPEATS = 1L << 40;
    private static final long RECENCY = 1L << 20;

    private final Random random;

    SimulatedBuyers(long seed) {
        random = new Random(seed);
    }

    /** Cells of customers with weekly rates {@code Gamma(r, alpha)} and chances to drop out {@code Beta(a, b)}. */
    Table cells(int customers, int days, double r, double alpha, double a, double b) {
        TreeMap<Long, Long> cells = new TreeMap<>();
        for (int customer = 0; customer < customers; customer++) {
            int first = random.nextInt(days);
            double rate = gamma(r) / alpha / 7;
            double drops = gamma(a);
            double stays = gamma(b);
            double dropout = drops / (drops + stays);
            cells.merge(history(first, days, rate, dropout), 1L, Long::sum);
        }
        return table(cells);
    }

    private long history(int first, int days, double rate, double dropout) {
        int age = days - first;
        double at = 0;
        double last = 0;
        int repeats = 0;
        do {
            at -= Math.log(1 - random.nextDouble()) / rate;
            if (!(at < age)) {
                break;
            }
            repeats++;
            last = at;
        } while (random.nextDouble() >= dropout);
        return repeats * REPEATS + Math.round(last) * RECENCY + age;
    }

    private static Table table(TreeMap<Long, Long> cells) {
        long[][] counts = new long[4][cells.size()];
        int row = 0;
        for (var cell : cells.entrySet()) {
            counts[0][row] = cell.getKey() / REPEATS;
            counts[1][row] = cell.getKey() % REPEATS / RECENCY;
            counts[2][row] = cell.getKey() % RECENCY;
            counts[3][row] = cell.getValue();
            row++;
        }
        return new Table(List.of(
                new Column.Counts("repeat_count", counts[0]),
                new Column.Counts("recency_days", counts[1]),
                new Column.Counts("age_days", counts[2]),
                new Column.Counts("customer_count", counts[3])));
    }

    /** A gamma variate of scale 1 (Marsaglia and Tsang 2000). */
    private double gamma(double shape) {
        if (shape < 1) {
            return gamma(shape + 1) * Math.pow(random.nextDouble(), 1 / shape);
        }
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double normal = random.nextGaussian();
            double v = Math.pow(1 + c * normal, 3);
            if (v > 0 && Math.log(random.nextDouble()) < normal * normal / 2 + d - d * v + d * Math.log(v)) {
                return d * v;
            }
        }
    }
}

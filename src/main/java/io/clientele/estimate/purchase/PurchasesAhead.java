package io.clientele.estimate.purchase;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.hipparchus.util.FastMath;

/**
 * Purchases to be expected of customers who have not dropped out. For each number of repeats they are one function of
 * {@code t / (alpha + T)}, which is smooth in the logarithm of one more: it is kept as a series and evaluated for all customers.
 */
final class PurchasesAhead {

    private final Forecast forecast;
    private final double[] times;
    private final double farthest;
    private final Map<Integer, Optional<Chebyshev>> series = new HashMap<>();
    private final Map<Integer, double[]> logsOfAge = new HashMap<>();

    /** @param times how far ahead to look, in weeks */
    PurchasesAhead(Forecast forecast, double[] times) {
        this.forecast = forecast;
        this.times = times;
        farthest = FastMath.log1p(Arrays.stream(times).max().orElse(0) / forecast.scale());
    }

    /** Purchases within each of the times. */
    double[] of(int repeats, int ageDays) {
        double age = ageDays / PurchaseCells.DAYS_PER_WEEK;
        double[] purchases = new double[times.length];
        Optional<Chebyshev> known = series.computeIfAbsent(repeats, this::series);
        if (known.isEmpty()) {
            Arrays.setAll(purchases, k -> forecast.purchasesIfAlive(repeats, age, times[k]));
            return purchases;
        }
        Chebyshev perTime = known.get();
        double[] logs = logsOfAge.computeIfAbsent(ageDays, unseen -> logs(age));
        for (int k = 0; k < times.length; k++) {
            purchases[k] = times[k] / (forecast.scale() + age) * perTime.at(logs[k]);
        }
        return purchases;
    }

    private double[] logs(double age) {
        return Arrays.stream(times)
                .map(time -> FastMath.log1p(time / (forecast.scale() + age)))
                .toArray();
    }

    private Optional<Chebyshev> series(int repeats) {
        return Chebyshev.of(
                log -> {
                    double time = FastMath.expm1(log);
                    return forecast.purchasesIfAlive(repeats, 0, time * forecast.scale()) / time;
                },
                farthest);
    }
}

package io.clientele.estimate.price;

import io.clientele.estimate.Column;
import io.clientele.estimate.Estimator;
import io.clientele.estimate.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * What a customer's kind says about its slope, and how far the customer's own observations are believed: {@link SlopePrior} and
 * {@link ShrunkVariances}, at the place where the descent of {@link PriceSlopes} ended.
 *
 * <p>Reads one row for each customer: texts {@code effects}, {@code industry}, {@code size_class}, {@code channel}; the statistics of
 * {@link SlopeStatistics}, a count of 0 for who has no observations; {@code sweeps} and {@code last_change}. Writes a row for each kind of effects
 * and of customer: {@code prior_elasticity} and its variance, {@code tau2}, {@code sigma2}, {@code d0} ({@code NaN} where it is infinite) and
 * {@code s0_squared}, the customers and observations behind them, and how the descent ended.
 */
public final class PricePriors implements Estimator {

    private static final List<String> CLASSES = List.of("industry", "size_class", "channel");

    @Override
    public String name() {
        return "price-priors";
    }

    @Override
    public Table estimate(Table customers) {
        Map<String, List<Integer>> rowsOfEffects = new LinkedHashMap<>();
        List<String> effects = customers.texts("effects").values().stream()
                .map(String::valueOf)
                .toList();
        for (int row = 0; row < effects.size(); row++) {
            rowsOfEffects
                    .computeIfAbsent(effects.get(row), unseen -> new ArrayList<>())
                    .add(row);
        }
        List<Kind> kinds = new ArrayList<>();
        rowsOfEffects.forEach((name, rows) -> kinds.addAll(
                Fit.of(name, customers, rows.stream().mapToInt(row -> row).toArray())
                        .kinds()));
        return table(kinds, customers);
    }

    /** One kind of customers under one kind of effects, known by the first row that has it. */
    private record Kind(Fit fit, int number, int firstRow) {}

    @SuppressWarnings("ArrayRecordComponent")
    private record Fit(
            String effects,
            int[] rows,
            SlopeStatistics statistics,
            ShrunkVariances scatter,
            SlopePrior prior,
            Classes classes,
            long sweeps,
            double change) {

        static Fit of(String effects, Table customers, int[] rows) {
            SlopeStatistics statistics = new SlopeStatistics(
                    Arrays.stream(rows)
                            .mapToLong(row -> customers.counts("observation_count")[row])
                            .toArray(),
                    numbers(customers, "price_squares", rows),
                    numbers(customers, "price_quantity_products", rows),
                    numbers(customers, "quantity_squares", rows),
                    numbers(customers, "apart_price_squares", rows),
                    numbers(customers, "effect_share", rows),
                    numbers(customers, "lost_observations", rows));
            List<int[]> codes = CLASSES.stream()
                    .map(name -> codes(customers.texts(name), rows))
                    .toList();
            Classes classes = Classes.of(codes, statistics);
            ShrunkVariances scatter = ShrunkVariances.of(statistics);
            return new Fit(
                    effects,
                    rows,
                    statistics,
                    scatter,
                    SlopePrior.of(statistics, scatter, classes),
                    classes,
                    Arrays.stream(rows)
                            .mapToLong(row -> customers.counts("sweeps")[row])
                            .max()
                            .orElse(0),
                    Arrays.stream(numbers(customers, "last_change", rows)).max().orElse(Double.NaN));
        }

        private static double[] numbers(Table customers, String name, int[] rows) {
            double[] values = customers.numbers(name);
            return Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
        }

        /** Values as numbers in the order of their texts. */
        private static int[] codes(Column.Texts texts, int[] rows) {
            List<String> values = Arrays.stream(rows)
                    .mapToObj(row -> String.valueOf(texts.values().get(row)))
                    .distinct()
                    .sorted()
                    .toList();
            Map<String, Integer> numbers = new LinkedHashMap<>();
            values.forEach(value -> numbers.put(value, numbers.size()));
            return Arrays.stream(rows)
                    .map(row ->
                            numbers.getOrDefault(String.valueOf(texts.values().get(row)), 0))
                    .toArray();
        }

        List<Kind> kinds() {
            Map<Integer, Kind> kinds = new LinkedHashMap<>();
            for (int i = 0; i < rows.length; i++) {
                int row = rows[i];
                kinds.computeIfAbsent(classes.kinds()[i], number -> new Kind(this, number, row));
            }
            return List.copyOf(kinds.values());
        }

        long estimableCount() {
            return statistics.estimable().length;
        }

        long observationCount() {
            return Arrays.stream(statistics.counts()).sum();
        }

        /** Of all estimable customers, each by its kind. */
        double meanPrior() {
            return IntStream.of(statistics.estimable())
                    .mapToDouble(customer -> prior.means()[classes.kinds()[customer]])
                    .average()
                    .orElse(Double.NaN);
        }

        double meanPriorVariance() {
            return prior.isKnown() ? statistics.commonSlopeVariance(prior.tau2()) : Double.NaN;
        }
    }

    private static Table table(List<Kind> kinds, Table customers) {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column.Texts(
                "effects", kinds.stream().map(kind -> kind.fit().effects()).toList()));
        for (String name : CLASSES) {
            Column.Texts texts = customers.texts(name);
            columns.add(new Column.Texts(
                    name,
                    kinds.stream()
                            .map(kind -> texts.values().get(kind.firstRow()))
                            .toList()));
        }
        columns.add(new Column.Texts(
                "status",
                kinds.stream().map(kind -> kind.fit().prior().status().name()).toList()));
        columns.add(
                numbers("prior_elasticity", kinds, kind -> kind.fit().prior().means()[kind.number()]));
        columns.add(numbers("prior_variance", kinds, kind -> kind.fit().prior().meanVariances()[kind.number()]));
        columns.add(numbers("tau2", kinds, kind -> kind.fit().prior().tau2()));
        columns.add(numbers("sigma2", kinds, kind -> kind.fit().statistics().pooledVariance()));
        columns.add(numbers("d0", kinds, kind -> finite(kind.fit().scatter().d0())));
        columns.add(numbers("s0_squared", kinds, kind -> kind.fit().scatter().s0Squared()));
        columns.add(numbers("least_price_squares", kinds, kind -> SlopeStatistics.LEAST_PRICE_SQUARES));
        columns.add(numbers("mean_elasticity", kinds, kind -> kind.fit().meanPrior()));
        columns.add(
                numbers("mean_elasticity_variance", kinds, kind -> kind.fit().meanPriorVariance()));
        columns.add(counts("customer_count", kinds, kind -> kind.fit().estimableCount()));
        columns.add(counts("stranger_count", kinds, kind -> kind.fit().prior().strangers()));
        columns.add(counts("observation_count", kinds, kind -> kind.fit().observationCount()));
        columns.add(counts("sweeps", kinds, kind -> kind.fit().sweeps()));
        columns.add(numbers("last_change", kinds, kind -> kind.fit().change()));
        return new Table(columns);
    }

    private static double finite(double value) {
        return Double.isInfinite(value) ? Double.NaN : value;
    }

    private static Column numbers(String name, List<Kind> kinds, ToDoubleFunction<Kind> value) {
        return new Column.Numbers(name, kinds.stream().mapToDouble(value).toArray());
    }

    private static Column counts(String name, List<Kind> kinds, ToLongFunction<Kind> value) {
        return new Column.Counts(name, kinds.stream().mapToLong(value).toArray());
    }
}

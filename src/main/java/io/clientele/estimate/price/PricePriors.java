package io.clientele.estimate.price;

import io.clientele.estimate.Column;
import io.clientele.estimate.Estimator;
import io.clientele.estimate.Rows;
import io.clientele.estimate.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a customer's kind says about its slope, and how far the customer's own observations are believed: {@link SlopePrior} and
 * {@link ShrunkVariances}, at the place where the descent of {@link PriceSlopes} ended.
 *
 * <p>Reads one row for each customer: whole numbers {@code effects_number} (0 {@code CELLS}, 1 {@code ADDITIVE}), {@code industry_number},
 * {@code size_number} and {@code channel_number} from 0; the statistics of {@link SlopeStatistics}, a count of 0 for who has no observations;
 * {@code sweeps} and {@code last_change}. Writes a row for each kind of effects and of customer: {@code prior_elasticity} and its variance,
 * {@code tau2}, {@code sigma2}, {@code d0} ({@code NaN} where it is infinite) and {@code s0_squared}, the customers and observations behind them,
 * and how the descent ended.
 */
public final class PricePriors implements Estimator {

    private static final List<String> CLASSES = List.of("industry_number", "size_number", "channel_number");
    private static final List<String> COLUMNS = Stream.concat(
                    Stream.concat(Stream.of("effects_number"), CLASSES.stream()),
                    Stream.of(
                            "observation_count",
                            "price_squares",
                            "price_quantity_products",
                            "quantity_squares",
                            "apart_price_squares",
                            "effect_share",
                            "lost_observations",
                            "sweeps",
                            "last_change"))
            .toList();

    @Override
    public String name() {
        return "price-priors";
    }

    @Override
    public Table estimate(Table customers) {
        return estimate(Rows.of(customers));
    }

    @Override
    public Table estimate(Rows customers) {
        Map<EffectKind, Customers> read = new EnumMap<>(EffectKind.class);
        customers.forEach(COLUMNS, row -> read.computeIfAbsent(
                        EffectKind.values()[Math.toIntExact(row.whole(0))], unseen -> new Customers())
                .add(row));
        return table(List.copyOf(read.entrySet()).parallelStream()
                .flatMap(entry -> Fit.of(entry.getKey(), entry.getValue()).kinds().stream())
                .toList());
    }

    /** The customers under one kind of effects, as they are read. */
    private static final class Customers {

        private static final int NUMBERS_FROM = 5;
        private static final int NUMBER_COUNT = 6;

        private final int[][] classes = new int[CLASSES.size()][1024];
        private long[] counts = new long[1024];
        private final double[][] numbers = new double[NUMBER_COUNT][1024];
        private int size;
        private long sweeps;
        private double change = Double.NaN;

        void add(Rows.Numbers row) {
            if (size == counts.length) {
                grow(size * 2);
            }
            for (int i = 0; i < classes.length; i++) {
                classes[i][size] = Math.toIntExact(row.whole(1 + i));
            }
            counts[size] = row.whole(NUMBERS_FROM - 1);
            for (int i = 0; i < NUMBER_COUNT; i++) {
                numbers[i][size] = row.real(NUMBERS_FROM + i);
            }
            sweeps = Math.max(sweeps, row.whole(NUMBERS_FROM + NUMBER_COUNT));
            double moved = row.real(NUMBERS_FROM + NUMBER_COUNT + 1);
            change = Double.isNaN(change) ? moved : Math.max(change, moved);
            size++;
        }

        private void grow(int length) {
            counts = Arrays.copyOf(counts, length);
            Arrays.setAll(classes, i -> Arrays.copyOf(classes[i], length));
            Arrays.setAll(numbers, i -> Arrays.copyOf(numbers[i], length));
        }

        SlopeStatistics statistics() {
            return new SlopeStatistics(
                    Arrays.copyOf(counts, size), number(0), number(1), number(2), number(3), number(4), number(5));
        }

        private double[] number(int place) {
            return Arrays.copyOf(numbers[place], size);
        }

        List<int[]> codes() {
            return Arrays.stream(classes)
                    .map(codes -> Arrays.copyOf(codes, size))
                    .toList();
        }
    }

    /** One kind of customers under one kind of effects, known by the first customer that is of it. */
    private record Kind(Fit fit, int number, int customer) {

        int code(int place) {
            return fit.codes().get(place)[customer];
        }
    }

    /**
     * @param meanPrior of all estimable customers, each by its kind; {@code NaN} where there are none
     * @param meanPriorVariance of that mean; {@code NaN} where nothing is fitted
     */
    private record Fit(
            EffectKind effects,
            List<int[]> codes,
            Classes classes,
            SlopePrior prior,
            ShrunkVariances scatter,
            double sigma2,
            double meanPrior,
            double meanPriorVariance,
            long estimableCount,
            long observationCount,
            long sweeps,
            double change) {

        static Fit of(EffectKind effects, Customers customers) {
            SlopeStatistics statistics = customers.statistics();
            List<int[]> codes = customers.codes();
            Classes classes = Classes.of(codes, statistics);
            ShrunkVariances scatter = ShrunkVariances.of(statistics, ChanceScatter.of(statistics));
            SlopePrior prior = SlopePrior.of(statistics, scatter, classes);
            int[] estimable = statistics.estimable();
            return new Fit(
                    effects,
                    codes,
                    classes,
                    prior,
                    scatter,
                    statistics.pooledVariance(),
                    IntStream.of(estimable)
                            .mapToDouble(customer -> prior.means()[classes.kinds()[customer]])
                            .average()
                            .orElse(Double.NaN),
                    prior.isKnown() ? statistics.commonSlopeVariance(prior.tau2()) : Double.NaN,
                    estimable.length,
                    Arrays.stream(statistics.counts()).sum(),
                    customers.sweeps,
                    customers.change);
        }

        List<Kind> kinds() {
            Map<Integer, Kind> kinds = new LinkedHashMap<>();
            for (int i = 0; i < classes.kinds().length; i++) {
                int customer = i;
                kinds.computeIfAbsent(classes.kinds()[i], number -> new Kind(this, number, customer));
            }
            return List.copyOf(kinds.values());
        }
    }

    private static Table table(List<Kind> kinds) {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column.Texts(
                "effects",
                kinds.stream().map(kind -> kind.fit().effects().name()).toList()));
        for (int i = 0; i < CLASSES.size(); i++) {
            int place = i;
            columns.add(counts(CLASSES.get(place), kinds, kind -> kind.code(place)));
        }
        columns.add(new Column.Texts(
                "status",
                kinds.stream().map(kind -> kind.fit().prior().status().name()).toList()));
        columns.add(
                numbers("prior_elasticity", kinds, kind -> kind.fit().prior().means()[kind.number()]));
        columns.add(numbers("prior_variance", kinds, kind -> kind.fit().prior().meanVariances()[kind.number()]));
        columns.add(numbers("tau2", kinds, kind -> kind.fit().prior().tau2()));
        columns.add(numbers("sigma2", kinds, kind -> kind.fit().sigma2()));
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

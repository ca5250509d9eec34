package io.clientele.estimate.purchase;

import io.clientele.estimate.Column;
import io.clientele.estimate.Table;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Fits and scores a million simulated customers of two years, a few times over: {@code Buyers CUSTOMERS ROUNDS}. */
public final class Buyers {

    private static final double[] TRUTH = {0.2426, 4.41, 0.79, 2.43};

    private Buyers() {}

    public static void main(String[] arguments) {
        int customers = Integer.parseInt(arguments[0]);
        int rounds = Integer.parseInt(arguments[1]);
        Table table = new SimulatedBuyers(20261120).cells(customers, 730, TRUTH[0], TRUTH[1], TRUTH[2], TRUTH[3]);
        int[] rows = IntStream.range(0, table.rowCount()).toArray();
        System.out.printf(Locale.ROOT, "customers %d cells %d%n", customers, table.rowCount());
        for (int round = 1; round <= rounds; round++) {
            for (PurchaseModel model : List.of(PurchaseModel.NBD, PurchaseModel.BG_NBD, PurchaseModel.MBG_NBD)) {
                long start = processorTime();
                PurchaseCells cells = PurchaseCells.of(table, rows);
                Optimum found = PurchaseFit.maximum(model, cells);
                report(round, model, found, processorTime() - start);
            }
            score(round, table);
        }
    }

    private static void report(int round, PurchaseModel model, Optimum found, long nanos) {
        double[] parameters = new double[found.logs().length];
        Arrays.setAll(parameters, found::parameter);
        System.out.printf(
                Locale.ROOT,
                "round %d %-10s %6.2f s, %d evaluations, gradient %.1e, log-likelihood %.4f, parameters %s%n",
                round,
                model,
                nanos / 1e9,
                found.evaluations(),
                found.gradientNorm(),
                found.logLikelihood(),
                Arrays.toString(parameters));
    }

    /** Nanoseconds of this thread: what others do beside it is not counted. */
    private static long processorTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void score(int round, Table cells) {
        int size = cells.rowCount();
        List<Column> columns = inShippedOrder(cells);
        columns.add(new Column.Texts("level", Collections.nCopies(size, "customer")));
        columns.add(repeated("annual_discount_rate", 0.1, size));
        Table input = new Table(columns);
        long start = processorTime();
        Table forecasts = new PurchaseForecasts().by(choice()).of(input);
        double seconds = (processorTime() - start) / 1e9;
        double total = 0;
        for (double purchases : forecasts.numbers("discounted_purchases_36m")) {
            total += purchases;
        }
        System.out.printf(
                Locale.ROOT, "round %d scoring    %6.2f s for %d cells, check sum %.6f%n", round, seconds, size, total);
    }

    /** By repeats, age and recency, as metrics.purchase_forecasts reads them. */
    private static List<Column> inShippedOrder(Table cells) {
        long[] repeats = cells.counts("repeat_count");
        long[] ages = cells.counts("age_days");
        int[] order = IntStream.range(0, cells.rowCount())
                .boxed()
                .sorted(Comparator.<Integer>comparingLong(row -> repeats[row]).thenComparingLong(row -> ages[row]))
                .mapToInt(Integer::intValue)
                .toArray();
        List<Column> columns = new ArrayList<>();
        for (String name : List.of("repeat_count", "recency_days", "age_days")) {
            long[] values = cells.counts(name);
            columns.add(new Column.Counts(
                    name, Arrays.stream(order).mapToLong(row -> values[row]).toArray()));
        }
        return columns;
    }

    private static Table choice() {
        List<Column> columns = new ArrayList<>(List.of(
                new Column.Texts("level", List.of("customer")),
                new Column.Texts("model", List.of("MBG_NBD")),
                new Column.Texts("choice_reason", List.of("DEFAULT")),
                new Column.Texts("dropout_abstain_reason", Collections.singletonList(null))));
        for (int i = 0; i < 4; i++) {
            columns.add(repeated(PurchaseModel.MBG_NBD.parameters().get(i), TRUTH[i], 1));
            for (int j = i; j < 4; j++) {
                columns.add(repeated(PurchaseModels.covarianceName(i, j), i == j ? 1e-4 : 0, 1));
            }
        }
        return new Table(columns);
    }

    private static Column repeated(String name, double value, int size) {
        double[] values = new double[size];
        Arrays.fill(values, value);
        return new Column.Numbers(name, values);
    }
}

package io.clientele.estimate.price;

import io.clientele.estimate.Column;
import io.clientele.estimate.Estimator;
import io.clientele.estimate.Rows;
import io.clientele.estimate.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * What the observations of each customer say about the slope of log quantity on log price, when all that customers share is taken out: an
 * effect of each product in each month ({@code CELLS}), and beside it effects of products and of months ({@code ADDITIVE}).
 *
 * <p>Reads one row an observation, in the order of customer, product and month: whole numbers from 0 {@code customer_number},
 * {@code product_number}, {@code month_number} and the classes of the customer {@code industry_number}, {@code size_number},
 * {@code channel_number}; logarithms {@code log_price} (relative to the product's reference price) and {@code log_quantity}. Customers are
 * numbered without a gap. Writes for each kind of effects and customer the statistics of {@link SlopeStatistics}, its price points, and how the
 * descent ended.
 */
public final class PriceSlopes implements Estimator {

    private static final List<String> COLUMNS = List.of(
            "customer_number",
            "product_number",
            "month_number",
            "log_price",
            "log_quantity",
            "industry_number",
            "size_number",
            "channel_number");
    private static final int CLASSES_FROM = 5;
    private static final int CLASS_COUNT = 3;

    @Override
    public String name() {
        return "price-slopes";
    }

    @Override
    public Table estimate(Table observations) {
        return estimate(Rows.of(observations));
    }

    /** The two kinds of effects know nothing of each other, so each may have a processor of its own. */
    @Override
    public Table estimate(Rows rows) {
        Market market = market(rows);
        List<PricePoints> points = market.points();
        return table(Arrays.stream(EffectKind.values())
                .parallel()
                .map(kind -> described(kind, market, points))
                .toList());
    }

    private static Described described(EffectKind kind, Market market, List<PricePoints> points) {
        BlockDescent descent =
                new BlockDescent(market.panel(), market.effects(kind), market.effects(kind), market.classes());
        descent.run();
        return new Described(kind.name(), descent.statistics(), points, descent.sweeps(), descent.change());
    }

    /** One kind of effects, and what came of it. */
    private record Described(
            String effects, SlopeStatistics statistics, List<PricePoints> points, long sweeps, double change) {

        int size() {
            return statistics.size();
        }
    }

    private static Market market(Rows rows) {
        MarketBuilder builder = new MarketBuilder();
        rows.forEach(COLUMNS, builder::add);
        return builder.build();
    }

    /** The observations with what their cells and customers are. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Market(Panel panel, int[] products, int[] months, List<int[]> classes) {

        CellEffects effects(EffectKind kind) {
            return kind.effects(panel.cellCounts(), products, months);
        }

        List<PricePoints> points() {
            return IntStream.range(0, panel.customerCount())
                    .parallel()
                    .mapToObj(customer -> PricePoints.of(panel, products, panel.first(customer), panel.end(customer)))
                    .toList();
        }
    }

    /** Numbers cells in the order in which they come. */
    private static final class MarketBuilder {

        private static final int UNSEEN = -1;

        private final Panel.Builder panel = new Panel.Builder();
        private final List<int[]> cellOfProduct = new ArrayList<>();
        private int[] products = new int[1024];
        private int[] months = new int[1024];
        private final int[][] classes = new int[CLASS_COUNT][1024];
        private int cellCount;
        private int customerCount;

        void add(Rows.Numbers row) {
            int customer = Math.toIntExact(row.whole(0));
            if (customer == customerCount) {
                begin(row);
            } else if (customer != customerCount - 1) {
                throw new IllegalArgumentException("Cannot read customer number " + customer + " after "
                        + (customerCount - 1) + ": customers are numbered from 0 without a gap, and sorted");
            }
            panel.add(cell(Math.toIntExact(row.whole(1)), Math.toIntExact(row.whole(2))), row.real(3), row.real(4));
        }

        private void begin(Rows.Numbers row) {
            for (int i = 0; i < CLASS_COUNT; i++) {
                classes[i] = grown(classes[i], customerCount);
                classes[i][customerCount] = Math.toIntExact(row.whole(CLASSES_FROM + i));
            }
            customerCount++;
            panel.nextCustomer();
        }

        private int cell(int product, int month) {
            while (product >= cellOfProduct.size()) {
                cellOfProduct.add(new int[0]);
            }
            int[] cells = cellOfProduct.get(product);
            if (month >= cells.length) {
                int length = cells.length;
                cells = Arrays.copyOf(cells, month + 1);
                Arrays.fill(cells, length, cells.length, UNSEEN);
                cellOfProduct.set(product, cells);
            }
            if (cells[month] == UNSEEN) {
                products = grown(products, cellCount);
                months = grown(months, cellCount);
                products[cellCount] = product;
                months[cellCount] = month;
                cells[month] = cellCount++;
            }
            return cells[month];
        }

        private static int[] grown(int[] values, int at) {
            return at < values.length ? values : Arrays.copyOf(values, values.length * 2);
        }

        Market build() {
            return new Market(
                    panel.build(),
                    Arrays.copyOf(products, cellCount),
                    Arrays.copyOf(months, cellCount),
                    Arrays.stream(classes)
                            .map(codes -> Arrays.copyOf(codes, customerCount))
                            .toList());
        }
    }

    private static Table table(List<Described> described) {
        int size = described.stream().mapToInt(Described::size).sum();
        List<String> effects = new ArrayList<>(size);
        described.forEach(one -> {
            for (int customer = 0; customer < one.size(); customer++) {
                effects.add(one.effects());
            }
        });
        List<Column> columns = new ArrayList<>();
        columns.add(new Column.Texts("effects", effects));
        columns.add(counts("customer_number", described, at -> at.customer()));
        columns.add(counts(
                "observation_count", described, at -> at.of().statistics().counts()[at.customer()]));
        columns.add(
                numbers("price_squares", described, at -> at.of().statistics().priceSquares()[at.customer()]));
        columns.add(numbers(
                "price_quantity_products", described, at -> at.of().statistics().products()[at.customer()]));
        columns.add(numbers(
                "quantity_squares", described, at -> at.of().statistics().quantitySquares()[at.customer()]));
        columns.add(numbers(
                "apart_price_squares", described, at -> at.of().statistics().apartSquares()[at.customer()]));
        columns.add(
                numbers("effect_share", described, at -> at.of().statistics().effectShares()[at.customer()]));
        columns.add(numbers(
                "lost_observations", described, at -> at.of().statistics().lostCounts()[at.customer()]));
        columns.add(counts("price_point_count", described, at -> at.points().prices()));
        columns.add(counts("tested_product_count", described, at -> at.points().testedProducts()));
        columns.add(counts(
                "volume_break_product_count", described, at -> at.points().brokenProducts()));
        columns.add(counts("sweeps", described, at -> at.of().sweeps()));
        columns.add(numbers("last_change", described, at -> at.of().change()));
        return new Table(columns);
    }

    /** One customer under one kind of effects. */
    private record At(Described of, int customer) {

        PricePoints points() {
            return of.points().get(customer);
        }
    }

    private static Column numbers(String name, List<Described> described, ToDoubleFunction<At> value) {
        double[] values =
                new double[described.stream().mapToInt(Described::size).sum()];
        int row = 0;
        for (Described of : described) {
            for (int customer = 0; customer < of.size(); customer++) {
                values[row++] = value.applyAsDouble(new At(of, customer));
            }
        }
        return new Column.Numbers(name, values);
    }

    private static Column counts(String name, List<Described> described, ToLongFunction<At> value) {
        long[] values = new long[described.stream().mapToInt(Described::size).sum()];
        int row = 0;
        for (Described of : described) {
            for (int customer = 0; customer < of.size(); customer++) {
                values[row++] = value.applyAsLong(new At(of, customer));
            }
        }
        return new Column.Counts(name, values);
    }
}

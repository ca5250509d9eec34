package io.clientele.estimate.price;

import java.util.Arrays;

/** Which effects take up what all customers share in a product and a month. */
sealed interface CellEffects {

    /** The effect of each cell that fits {@code sums} best, least squares over the observations. Overwrites the sums. */
    void fit(double[] sums);

    /** How many effects one observation of a cell pays for: all effects over all observations. */
    double share(int cell);

    /**
     * Which part of an observation of a cell is spent on the cell's own effect, and lost to the slope of its customer. 0 where so many share the
     * effect that its error is not worth counting.
     */
    double cost(int cell);

    /** One effect for each product in each month: only what a customer pays apart from all others is left to explain its quantities. */
    record OfEachCell(int[] counts) implements CellEffects {

        /** The error of an effect that so many share adds a twentieth to the variance of a slope at most. */
        private static final int WELL_KNOWN_FROM = 20;

        @Override
        public void fit(double[] sums) {
            for (int cell = 0; cell < sums.length; cell++) {
                sums[cell] = counts[cell] == 0 ? 0 : sums[cell] / counts[cell];
            }
        }

        @Override
        public double share(int cell) {
            return 1.0 / counts[cell];
        }

        @Override
        public double cost(int cell) {
            return counts[cell] < WELL_KNOWN_FROM ? share(cell) : 0;
        }
    }

    /** An effect for each product and one for each month: price moves and promotions for everybody are left in. */
    record OfProductAndMonth(
            int[] counts, int[] products, int[] months, double[] productEffects, double[] monthEffects, double share)
            implements CellEffects {

        private static final double TOLERANCE = 1e-10;
        private static final int MOST_SWEEPS = 200;

        static OfProductAndMonth of(int[] counts, int[] products, int[] months) {
            double effects = different(products) + different(months) - 1;
            double observations = Arrays.stream(counts).asLongStream().sum();
            return new OfProductAndMonth(
                    counts,
                    products,
                    months,
                    new double[highest(products) + 1],
                    new double[highest(months) + 1],
                    effects / observations);
        }

        @Override
        public double share(int cell) {
            return share;
        }

        @Override
        public double cost(int cell) {
            return 0;
        }

        private static int highest(int[] numbers) {
            return Arrays.stream(numbers).max().orElse(-1);
        }

        private static long different(int[] numbers) {
            return Arrays.stream(numbers).distinct().count();
        }

        /** Alternates between the two, from where the last fit ended: the sums of two sweeps differ little. */
        @Override
        public void fit(double[] sums) {
            for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
                double change = fitOne(sums, products, productEffects, months, monthEffects)
                        + fitOne(sums, months, monthEffects, products, productEffects);
                if (change < TOLERANCE) {
                    break;
                }
            }
            for (int cell = 0; cell < sums.length; cell++) {
                sums[cell] = productEffects[products[cell]] + monthEffects[months[cell]];
            }
        }

        private double fitOne(double[] sums, int[] by, double[] effects, int[] other, double[] otherEffects) {
            double[] totals = new double[effects.length];
            long[] weights = new long[effects.length];
            for (int cell = 0; cell < sums.length; cell++) {
                totals[by[cell]] += sums[cell] - counts[cell] * otherEffects[other[cell]];
                weights[by[cell]] += counts[cell];
            }
            double change = 0;
            for (int i = 0; i < effects.length; i++) {
                double effect = weights[i] == 0 ? 0 : totals[i] / weights[i];
                change = Math.max(change, Math.abs(effect - effects[i]));
                effects[i] = effect;
            }
            return change;
        }
    }
}

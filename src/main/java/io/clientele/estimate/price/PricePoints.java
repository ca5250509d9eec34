package io.clientele.estimate.price;

import java.util.Arrays;

/**
 * At how many prices a customer bought, and whether its prices look like steps of quantity.
 *
 * @param prices different prices of all its products, each counted once
 * @param testedProducts products with observations enough, at two prices or more
 * @param brokenProducts those of them where nothing larger ever cost more: a price list with volume breaks looks like that
 */
record PricePoints(long prices, long testedProducts, long brokenProducts) {

    /** Closer log prices are one price, rounded. */
    private static final double SAME = 1e-6;

    /** Four amounts fall into the order of their prices by chance once in six times where there are two prices, seldom with more. */
    private static final int LEAST_OBSERVATIONS = 4;

    /** The observations from {@code first} to {@code end} stand product after product. */
    static PricePoints of(Panel panel, int[] products, int first, int end) {
        PricePoints points = new PricePoints(0, 0, 0);
        int from = first;
        for (int i = first; i < end; i++) {
            boolean isLast = i + 1 == end || products[panel.cells()[i + 1]] != products[panel.cells()[i]];
            if (isLast) {
                points = points.with(panel, from, i + 1);
                from = i + 1;
            }
        }
        return points;
    }

    private PricePoints with(Panel panel, int from, int to) {
        double[] sorted = Arrays.copyOfRange(panel.prices(), from, to);
        Arrays.sort(sorted);
        int different = 1;
        for (int i = 1; i < sorted.length; i++) {
            different += sorted[i] - sorted[i - 1] > SAME ? 1 : 0;
        }
        boolean isTested = to - from >= LEAST_OBSERVATIONS && different > 1;
        boolean isBroken = isTested && neverDearerWhenLarger(panel, from, to);
        return new PricePoints(
                prices + different, testedProducts + (isTested ? 1 : 0), brokenProducts + (isBroken ? 1 : 0));
    }

    private static boolean neverDearerWhenLarger(Panel panel, int from, int to) {
        for (int i = from; i < to; i++) {
            for (int j = from; j < to; j++) {
                boolean isLarger = panel.quantities()[i] > panel.quantities()[j];
                if (isLarger && panel.prices()[i] - panel.prices()[j] > SAME) {
                    return false;
                }
            }
        }
        return true;
    }
}

package io.clientele.estimate.price;

/** How far numbers moved. */
final class Moves {

    private Moves() {}

    static double largest(double[] before, double[] after) {
        double largest = 0;
        for (int i = 0; i < before.length; i++) {
            largest = Math.max(largest, Math.abs(after[i] - before[i]));
        }
        return largest;
    }
}

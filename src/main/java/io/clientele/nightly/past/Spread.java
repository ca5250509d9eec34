package io.clientele.nightly.past;

import java.util.Arrays;
import java.util.List;

/**
 * Where the middle of some counts is, and how far they mostly are from it.
 *
 * @param deviation the median of the distances to the median (Hampel 1974), not scaled
 */
record Spread(int count, double median, double deviation) {

    /** Of no counts both are 0. */
    static Spread of(List<Long> counts) {
        double[] values = counts.stream().mapToDouble(Long::doubleValue).toArray();
        double middle = median(values);
        return new Spread(
                values.length,
                middle,
                median(Arrays.stream(values)
                        .map(value -> Math.abs(value - middle))
                        .toArray()));
    }

    private static double median(double[] values) {
        if (values.length == 0) {
            return 0;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}

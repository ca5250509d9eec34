package io.clientele.estimate.price;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What kinds of customers there are, by classes such as industry and channel. A kind is a combination of one class of each; its row of the
 * design has an intercept and a dummy for every class but the first of each, as far as they are not combinations of those before.
 */
@SuppressWarnings("ArrayRecordComponent")
record Classes(int[] kinds, double[][] design) {

    private static final double COLLINEAR = 1e-9;

    /**
     * @param codes for each class, the value that each customer has
     * @param statistics a class that no estimable customer has gets no dummy: nothing tells how it differs
     */
    static Classes of(List<int[]> codes, SlopeStatistics statistics) {
        int customerCount = statistics.size();
        int[] kinds = new int[customerCount];
        Map<List<Integer>, Integer> known = new HashMap<>();
        List<List<Integer>> combinations = new ArrayList<>();
        for (int customer = 0; customer < customerCount; customer++) {
            List<Integer> combination = new ArrayList<>(codes.size());
            for (int[] code : codes) {
                combination.add(code[customer]);
            }
            kinds[customer] = known.computeIfAbsent(combination, unseen -> {
                combinations.add(unseen);
                return combinations.size() - 1;
            });
        }
        boolean[] isSeen = new boolean[combinations.size()];
        for (int customer = 0; customer < customerCount; customer++) {
            isSeen[kinds[customer]] |= statistics.isEstimable(customer);
        }
        return new Classes(kinds, independent(dummies(combinations, codes.size()), isSeen));
    }

    int kindCount() {
        return design.length;
    }

    int width() {
        return design.length == 0 ? 0 : design[0].length;
    }

    private static List<double[]> dummies(List<List<Integer>> combinations, int classCount) {
        List<double[]> columns = new ArrayList<>();
        columns.add(column(combinations, combination -> true));
        for (int i = 0; i < classCount; i++) {
            int at = i;
            List<Integer> values = combinations.stream()
                    .map(combination -> combination.get(at))
                    .distinct()
                    .sorted()
                    .toList();
            for (int value : values.subList(Math.min(1, values.size()), values.size())) {
                columns.add(column(combinations, combination -> combination.get(at) == value));
            }
        }
        return columns;
    }

    private static double[] column(List<List<Integer>> combinations, Predicate<List<Integer>> is) {
        return combinations.stream().mapToDouble(c -> is.test(c) ? 1 : 0).toArray();
    }

    /** Keeps the columns that those before them do not already span (Gram and Schmidt). */
    private static double[][] independent(List<double[]> columns, boolean[] isSeen) {
        List<double[]> kept = new ArrayList<>();
        List<double[]> directions = new ArrayList<>();
        for (double[] column : columns) {
            double[] rest = seen(column, isSeen);
            for (double[] direction : directions) {
                double share = dot(rest, direction);
                for (int i = 0; i < rest.length; i++) {
                    rest[i] -= share * direction[i];
                }
            }
            double length = Math.sqrt(dot(rest, rest));
            if (length > COLLINEAR) {
                kept.add(column);
                for (int i = 0; i < rest.length; i++) {
                    rest[i] /= length;
                }
                directions.add(rest);
            }
        }
        return transposed(kept, isSeen.length);
    }

    private static double[] seen(double[] column, boolean[] isSeen) {
        double[] seen = column.clone();
        for (int i = 0; i < seen.length; i++) {
            seen[i] = isSeen[i] ? seen[i] : 0;
        }
        return seen;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double[][] transposed(List<double[]> columns, int rows) {
        double[][] design = new double[rows][columns.size()];
        for (int column = 0; column < columns.size(); column++) {
            for (int row = 0; row < rows; row++) {
                design[row][column] = columns.get(column)[row];
            }
        }
        return design;
    }
}

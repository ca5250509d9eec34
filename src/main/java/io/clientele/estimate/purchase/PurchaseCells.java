package io.clientele.estimate.purchase;

import io.clientele.estimate.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Customers with equal purchase histories, counted: repeat purchases {@code x}, days from the first to the last purchase
 * {@code t_x}, days from the first purchase to today {@code T}. Whole days come in, the models reckon in weeks.
 */
final class PurchaseCells {

    static final double DAYS_PER_WEEK = 7;

    private final int[] repeats;
    private final int[] recencies;
    private final int[] ages;
    private final double[] customers;
    private final int size;
    private long customerCount;
    private long repeatCount;
    private int mostRepeats;
    private int oldest;

    private PurchaseCells(int capacity) {
        repeats = new int[capacity];
        recencies = new int[capacity];
        ages = new int[capacity];
        customers = new double[capacity];
        size = capacity;
    }

    /** The rows of a table with {@code repeat_count}, {@code recency_days}, {@code age_days} and {@code customer_count}. */
    static PurchaseCells of(Table cells, int[] rows) {
        long[] repeats = cells.counts("repeat_count");
        long[] recencies = cells.counts("recency_days");
        long[] ages = cells.counts("age_days");
        long[] customers = cells.counts("customer_count");
        PurchaseCells read = new PurchaseCells(rows.length);
        for (int i = 0; i < rows.length; i++) {
            int row = rows[i];
            read.set(
                    i,
                    Math.toIntExact(repeats[row]),
                    Math.toIntExact(recencies[row]),
                    Math.toIntExact(ages[row]),
                    customers[row]);
        }
        return read;
    }

    /** The same customers with their days rounded to whole weeks: fewer cells, to come near a maximum with. */
    PurchaseCells inWeeks() {
        Map<List<Integer>, Long> weeks = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            weeks.merge(
                    List.of(repeats[i], nearestWeek(recencies[i]), nearestWeek(ages[i])),
                    (long) customers[i],
                    Long::sum);
        }
        PurchaseCells rounded = new PurchaseCells(weeks.size());
        int i = 0;
        for (var cell : weeks.entrySet()) {
            List<Integer> history = cell.getKey();
            rounded.set(i++, history.get(0), history.get(1), history.get(2), cell.getValue());
        }
        return rounded;
    }

    private static int nearestWeek(int days) {
        return (days + 3) / 7 * 7;
    }

    private void set(int i, int repeat, int recency, int age, long count) {
        repeats[i] = repeat;
        recencies[i] = recency;
        ages[i] = age;
        customers[i] = count;
        customerCount += count;
        repeatCount += count * repeat;
        mostRepeats = Math.max(mostRepeats, repeat);
        oldest = Math.max(oldest, age);
    }

    int size() {
        return size;
    }

    int repeats(int cell) {
        return repeats[cell];
    }

    int recencyDays(int cell) {
        return recencies[cell];
    }

    int ageDays(int cell) {
        return ages[cell];
    }

    double customers(int cell) {
        return customers[cell];
    }

    long customerCount() {
        return customerCount;
    }

    long repeatCount() {
        return repeatCount;
    }

    int mostRepeats() {
        return mostRepeats;
    }

    /** Most days from a first purchase to today. */
    int oldest() {
        return oldest;
    }
}

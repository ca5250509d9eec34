package io.clientele.estimate.price;

import java.util.Arrays;

/**
 * An intercept for each customer and an effect for each cell, fitted to a quantity by alternating between them until nothing moves
 * (the method of alternating projections, von Neumann 1933; Guimaraes and Portugal 2010).
 */
final class FixedEffects {

    private static final double TOLERANCE = 1e-7;
    private static final int MOST_SWEEPS = 500;

    private final Panel panel;
    private final CellEffects effects;
    private double[] cellEffects;
    private final double[] intercepts;
    private int sweeps;

    FixedEffects(Panel panel, CellEffects effects) {
        this.panel = panel;
        this.effects = effects;
        this.cellEffects = new double[panel.cellCount()];
        this.intercepts = new double[panel.customerCount()];
    }

    double cellEffect(int cell) {
        return cellEffects[cell];
    }

    double intercept(int customer) {
        return intercepts[customer];
    }

    /** How many times all observations were gone through. */
    int sweeps() {
        return sweeps;
    }

    /** Fits log prices. */
    void fitPrices() {
        double[] slopes = new double[panel.customerCount()];
        Arrays.fill(slopes, -1);
        fit(0, slopes);
    }

    /** Fits what log quantities leave when each customer's prices have had their effect. */
    void fitQuantities(double[] slopes) {
        fit(1, slopes);
    }

    private void fit(double quantityShare, double[] slopes) {
        for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
            double[] next = new double[cellEffects.length];
            for (int customer = 0; customer < panel.customerCount(); customer++) {
                addCustomer(customer, quantityShare, slopes[customer], next);
            }
            effects.fit(next);
            double change = difference(next, cellEffects);
            cellEffects = next;
            sweeps++;
            if (change < TOLERANCE) {
                break;
            }
        }
    }

    private void addCustomer(int customer, double quantityShare, double slope, double[] sums) {
        int first = panel.first(customer);
        int end = panel.end(customer);
        if (first == end) {
            return;
        }
        int[] cells = panel.cells();
        double[] prices = panel.prices();
        double[] quantities = panel.quantities();
        double total = 0;
        for (int i = first; i < end; i++) {
            total += quantityShare * quantities[i] - slope * prices[i] - cellEffects[cells[i]];
        }
        double intercept = total / (end - first);
        intercepts[customer] = intercept;
        for (int i = first; i < end; i++) {
            sums[cells[i]] += quantityShare * quantities[i] - slope * prices[i] - intercept;
        }
    }

    private static double difference(double[] a, double[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(a[i] - b[i]));
        }
        return largest;
    }
}

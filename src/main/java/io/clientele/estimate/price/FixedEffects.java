package io.clientele.estimate.price;

/**
 * An intercept for each customer and an effect for each cell, fitted to log prices by alternating between them until nothing moves
 * (the method of alternating projections, von Neumann 1933; Guimaraes and Portugal 2010), accelerated.
 *
 * @param change by how much the effect that changed most still moved in the last sweep
 */
@SuppressWarnings("ArrayRecordComponent")
record FixedEffects(double[] intercepts, double[] cellEffects, double change) {

    private static final double TOLERANCE = 1e-7;
    private static final int MOST_SWEEPS = 500;

    static FixedEffects ofPrices(Panel panel, CellEffects effects) {
        double[] intercepts = new double[panel.customerCount()];
        double[] cellEffects = new double[panel.cellCount()];
        AndersonAcceleration acceleration = new AndersonAcceleration(panel.cellCounts());
        double change = Double.POSITIVE_INFINITY;
        for (int sweep = 0; sweep < MOST_SWEEPS && change > TOLERANCE; sweep++) {
            double[] image = new double[cellEffects.length];
            for (int customer = 0; customer < intercepts.length; customer++) {
                intercepts[customer] = addCustomer(panel, customer, cellEffects, image);
            }
            effects.fit(image);
            change = Moves.largest(cellEffects, image);
            cellEffects = acceleration.next(cellEffects, image);
        }
        return new FixedEffects(intercepts, cellEffects, change);
    }

    /** Adds to each cell what the customer's prices in it are apart from its intercept, which is returned. */
    private static double addCustomer(Panel panel, int customer, double[] cellEffects, double[] sums) {
        int first = panel.first(customer);
        int end = panel.end(customer);
        double total = 0;
        for (int i = first; i < end; i++) {
            total += panel.prices()[i] - cellEffects[panel.cells()[i]];
        }
        double intercept = total / (end - first);
        for (int i = first; i < end; i++) {
            sums[panel.cells()[i]] += panel.prices()[i] - intercept;
        }
        return intercept;
    }

    /** What a price is apart from its customer's intercept and its cell's effect. */
    double apart(Panel panel, int customer, int i) {
        return panel.prices()[i] - intercepts[customer] - cellEffects[panel.cells()[i]];
    }
}

package io.clientele.estimate.price;

import java.util.Arrays;
import java.util.List;

/**
 * Slopes that differ between customers, beside an intercept for each customer and effects of the cells: the mixed-model equations
 * (Henderson 1953) block by block, until the slopes stand still.
 */
final class BlockDescent {

    private static final double TOLERANCE = 1e-6;
    private static final int MOST_SWEEPS = 100;

    /** A ratio of successive moves above this is no longer a geometric series that one could sum. */
    private static final double HIGHEST_RATIO = 0.98;

    private final Panel panel;
    private final FixedEffects ofPrices;
    private final FixedEffects ofQuantities;
    private final CellEffects effects;
    private final List<int[]> codes;
    private final double[] slopes;
    private SlopeStatistics statistics;
    private int sweeps;
    private double change = Double.POSITIVE_INFINITY;
    private double lastMove;
    private double move;

    /**
     * @param ofPrices what takes up all that customers share, in prices
     * @param ofQuantities the same in quantities: effects may remember where their last fit ended
     * @param codes for each class, the value that each customer has
     */
    BlockDescent(Panel panel, CellEffects ofPrices, CellEffects ofQuantities, List<int[]> codes) {
        this.panel = panel;
        this.effects = ofPrices;
        this.ofPrices = new FixedEffects(panel, ofPrices);
        this.ofQuantities = new FixedEffects(panel, ofQuantities);
        this.codes = codes;
        this.slopes = new double[panel.customerCount()];
        this.statistics = statistics(new double[panel.customerCount()]);
    }

    SlopeStatistics statistics() {
        return statistics;
    }

    int sweeps() {
        return sweeps;
    }

    /** By how much the slope that changed most still moved in the last sweep. */
    double change() {
        return change;
    }

    BlockDescent run() {
        ofPrices.fitPrices();
        double[] apart = apartSquares();
        Classes classes = Classes.of(codes, statistics);
        while (sweeps < MOST_SWEEPS && change > TOLERANCE) {
            double shift = classes.kindCount() == 1 || sweeps == 0 ? commonShift(apart) : extrapolation();
            shiftAll(shift);
            ofQuantities.fitQuantities(slopes);
            statistics = statistics(apart);
            moveSlopes(classes, shift);
            sweeps++;
        }
        return this;
    }

    /** How much of each customer's price variation is left when that of its cells and its own mean are taken out. */
    private double[] apartSquares() {
        double[] apart = new double[panel.customerCount()];
        for (int customer = 0; customer < apart.length; customer++) {
            for (int i = panel.first(customer); i < panel.end(customer); i++) {
                apart[customer] += apartPrice(customer, i) * panel.prices()[i];
            }
        }
        return apart;
    }

    private double apartPrice(int customer, int i) {
        return panel.prices()[i] - ofPrices.intercept(customer) - ofPrices.cellEffect(panel.cells()[i]);
    }

    private void shiftAll(double shift) {
        for (int customer = 0; customer < slopes.length; customer++) {
            slopes[customer] += shift;
        }
    }

    /**
     * The joint step: how far all slopes must move together to fit best, intercepts and cells following. It is the equation of the common mean where
     * customers have one; means of several kinds have other equations, and there it only opens the descent.
     */
    private double commonShift(double[] apart) {
        double squares = Arrays.stream(apart).sum();
        double products = 0;
        for (int customer = 0; customer < slopes.length; customer++) {
            double product = 0;
            for (int i = panel.first(customer); i < panel.end(customer); i++) {
                product += apartPrice(customer, i) * (panel.quantities()[i] - slopes[customer] * panel.prices()[i]);
            }
            products += product;
        }
        return squares > 0 ? products / squares : 0;
    }

    /** Every third sweep, what is left of a geometric series of moves (Aitken 1926): the common slope is what moves slowly. */
    private double extrapolation() {
        double ratio = move / lastMove;
        boolean isSeries = sweeps % 3 == 0 && ratio > 0 && ratio < HIGHEST_RATIO;
        return isSeries ? move * ratio / (1 - ratio) : 0;
    }

    private SlopeStatistics statistics(double[] apart) {
        int size = panel.customerCount();
        double[] shares = new double[size];
        SlopeStatistics found = new SlopeStatistics(
                new long[size], new double[size], new double[size], new double[size], apart, shares);
        for (int customer = 0; customer < size; customer++) {
            addStatistics(customer, found);
        }
        return found;
    }

    private void addStatistics(int customer, SlopeStatistics found) {
        int first = panel.first(customer);
        int end = panel.end(customer);
        double priceMean = 0;
        double quantityMean = 0;
        for (int i = first; i < end; i++) {
            priceMean += panel.prices()[i] / (end - first);
            quantityMean += quantity(i) / (end - first);
        }
        found.counts()[customer] = end - first;
        for (int i = first; i < end; i++) {
            double price = panel.prices()[i] - priceMean;
            double quantity = quantity(i) - quantityMean;
            found.priceSquares()[customer] += price * price;
            found.products()[customer] += price * quantity;
            found.quantitySquares()[customer] += quantity * quantity;
            found.effectShares()[customer] += effects.share(panel.cells()[i]);
        }
    }

    private double quantity(int i) {
        return panel.quantities()[i] - ofQuantities.cellEffect(panel.cells()[i]);
    }

    /** Each slope to its own evidence and that of its kind, weighed by their variances. */
    private void moveSlopes(Classes classes, double shift) {
        ShrunkVariances scatter = ShrunkVariances.of(statistics);
        SlopePrior prior = SlopePrior.of(statistics, scatter, classes);
        double before = move;
        double total = 0;
        double largest = 0;
        for (int customer = 0; customer < slopes.length; customer++) {
            double slope = prior.isKnown() ? posterior(customer, prior, scatter, classes) : slopes[customer];
            double moved = slope - slopes[customer] + shift;
            total += moved;
            largest = Math.max(largest, Math.abs(moved));
            slopes[customer] = slope;
        }
        lastMove = before;
        move = total / slopes.length;
        change = largest;
    }

    private double posterior(int customer, SlopePrior prior, ShrunkVariances scatter, Classes classes) {
        double mean = prior.means()[classes.kinds()[customer]];
        if (!statistics.isEstimable(customer)) {
            return mean;
        }
        double variance = scatter.of(statistics, customer) / statistics.priceSquares()[customer];
        return mean + prior.tau2() / (prior.tau2() + variance) * (statistics.slope(customer) - mean);
    }
}

package io.clientele.estimate.price;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * Slopes that differ between customers, beside an intercept for each customer and effects of the cells: the mixed-model equations
 * (Henderson 1953) block by block, until nothing moves. A sweep takes the effects of cells as given, finds each customer's intercept and slope, and
 * from these the effects again; sweeps are accelerated as a fixed point of effects and slopes.
 */
final class BlockDescent {

    private static final double TOLERANCE = 1e-6;
    private static final int MOST_SWEEPS = 500;

    private final Panel panel;
    private final CellEffects effects;
    private final FixedEffects ofPrices;
    private final double[] apart;
    private final OwnPrices own;
    private final Classes classes;
    private final ChanceScatter chance;
    private double[] cellEffects;
    private double[] slopes;
    private SlopeStatistics statistics;
    private int sweeps;
    private double change = Double.POSITIVE_INFINITY;

    /**
     * @param ofPrices what takes up all that customers share, in prices
     * @param ofQuantities the same in quantities: effects may remember where their last fit ended
     * @param codes for each class, the value that each customer has
     */
    BlockDescent(Panel panel, CellEffects ofPrices, CellEffects ofQuantities, List<int[]> codes) {
        this.panel = panel;
        this.effects = ofQuantities;
        this.ofPrices = FixedEffects.ofPrices(panel, ofPrices);
        this.apart = apartSquares();
        this.own = OwnPrices.of(panel, ofQuantities);
        this.cellEffects = new double[panel.cellCount()];
        this.slopes = new double[panel.customerCount()];
        this.statistics = described();
        this.classes = Classes.of(codes, statistics);
        this.chance = ChanceScatter.of(statistics);
    }

    SlopeStatistics statistics() {
        return statistics;
    }

    int sweeps() {
        return sweeps;
    }

    /** By how much the slope or effect that changed most still moved in the last sweep, those in prices included. */
    double change() {
        return Math.max(change, ofPrices.change());
    }

    /**
     * What thin cells take of a slope depends on the slopes by which they were fitted, so both go on together; how far is measured by the effects.
     */
    BlockDescent run() {
        AndersonAcceleration acceleration =
                new AndersonAcceleration(Arrays.copyOf(panel.cellCounts(), panel.cellCount() + slopes.length));
        while (sweeps < MOST_SWEEPS && change > TOLERANCE) {
            double[] place = place();
            slopes = slopes();
            cellEffects = imageOfEffects();
            double[] image = place();
            change = Moves.largest(place, image);
            double[] next = acceleration.next(place, image);
            cellEffects = Arrays.copyOf(next, cellEffects.length);
            slopes = Arrays.copyOfRange(next, cellEffects.length, next.length);
            statistics = described();
            sweeps++;
        }
        return this;
    }

    private double[] place() {
        double[] place = Arrays.copyOf(cellEffects, cellEffects.length + slopes.length);
        System.arraycopy(slopes, 0, place, cellEffects.length, slopes.length);
        return place;
    }

    /** How much of each customer's price variation is left when that of its cells and its own mean are taken out. */
    private double[] apartSquares() {
        double[] apart = new double[panel.customerCount()];
        for (int customer = 0; customer < apart.length; customer++) {
            for (int i = panel.first(customer); i < panel.end(customer); i++) {
                apart[customer] += ofPrices.apart(panel, customer, i) * panel.prices()[i];
            }
        }
        return apart;
    }

    /** Of what effects of thin cells took up, they know only as much as the slope by which they were fitted says. */
    private SlopeStatistics described() {
        int size = panel.customerCount();
        SlopeStatistics found = new SlopeStatistics(
                own.counts(), own.squares(), new double[size], new double[size], apart, own.shares(), own.costs());
        IntStream.range(0, size).parallel().forEach(customer -> addQuantities(customer, found));
        return found;
    }

    private void addQuantities(int customer, SlopeStatistics found) {
        int first = panel.first(customer);
        double[] quantities = quantities(customer);
        double total = 0;
        for (double quantity : quantities) {
            total += quantity;
        }
        double mean = total / quantities.length;
        double products = 0;
        double squares = 0;
        for (int i = 0; i < quantities.length; i++) {
            double quantity = quantities[i] - mean;
            products += (panel.prices()[first + i] - own.means()[customer]) * quantity;
            squares += quantity * quantity;
        }
        double slope = slopes[customer];
        double taken = own.taken()[customer];
        found.products()[customer] = products - slope * taken;
        found.quantitySquares()[customer] = Math.max(0, squares - slope * slope * taken);
    }

    /** A customer's log quantities without the effects of their cells. */
    private double[] quantities(int customer) {
        int first = panel.first(customer);
        double[] quantities = new double[panel.end(customer) - first];
        for (int i = 0; i < quantities.length; i++) {
            quantities[i] = panel.quantities()[first + i] - cellEffects[panel.cells()[first + i]];
        }
        return quantities;
    }

    /**
     * Each slope between its own evidence and that of its kind, weighed by their variances. A mean that all customers share is found together with
     * the effects (the joint step); it is the slope of everybody where nothing tells how customers differ.
     */
    private double[] slopes() {
        ShrunkVariances scatter = ShrunkVariances.of(statistics, chance);
        SlopePrior prior = SlopePrior.of(statistics, scatter, classes);
        double[] found = new double[slopes.length];
        for (int customer = 0; prior.isKnown() && customer < found.length; customer++) {
            found[customer] = damped(customer, posterior(customer, prior, scatter));
        }
        if (classes.kindCount() == 1 || !prior.isKnown()) {
            double shift = commonShift(found);
            for (int customer = 0; customer < found.length; customer++) {
                found[customer] += shift;
            }
        }
        return found;
    }

    /** How far all slopes have to move together to fit best, intercepts and effects of cells following. */
    private double commonShift(double[] slopes) {
        double squares = Arrays.stream(apart).sum();
        double products = 0;
        for (int customer = 0; customer < slopes.length; customer++) {
            double product = 0;
            for (int i = panel.first(customer); i < panel.end(customer); i++) {
                product += ofPrices.apart(panel, customer, i)
                        * (panel.quantities()[i] - slopes[customer] * panel.prices()[i]);
            }
            products += product;
        }
        return squares > 0 ? products / squares : 0;
    }

    /**
     * In a thin cell two customers' slopes answer each other at once and may swing; half the way never does (a Jacobi step of equations whose
     * eigenvalues lie between 0 and 2, Saad 2003). Only then do all move together: a common step that answers whole swings makes them grow.
     */
    private double damped(int customer, double slope) {
        return own.taken()[customer] > 0 ? (slopes[customer] + slope) / 2 : slope;
    }

    private double posterior(int customer, SlopePrior prior, ShrunkVariances scatter) {
        double mean = prior.means()[classes.kinds()[customer]];
        if (!statistics.isEstimable(customer)) {
            return mean;
        }
        double variance = scatter.of(statistics, customer) / statistics.priceSquares()[customer];
        return mean + prior.tau2() / (prior.tau2() + variance) * (statistics.slope(customer) - mean);
    }

    /** The effects that fit best what quantities are apart from each customer's intercept and slope; summed up in the same two halves always. */
    private double[] imageOfEffects() {
        int middle = slopes.length / 2;
        CompletableFuture<double[]> second = CompletableFuture.supplyAsync(() -> sums(middle, slopes.length));
        double[] image = sums(0, middle);
        double[] others = second.join();
        for (int cell = 0; cell < image.length; cell++) {
            image[cell] += others[cell];
        }
        effects.fit(image);
        return image;
    }

    private double[] sums(int from, int to) {
        double[] sums = new double[cellEffects.length];
        for (int customer = from; customer < to; customer++) {
            addCustomer(customer, sums);
        }
        return sums;
    }

    private void addCustomer(int customer, double[] sums) {
        int first = panel.first(customer);
        double[] quantities = quantities(customer);
        double slope = slopes[customer];
        double total = 0;
        for (int i = 0; i < quantities.length; i++) {
            total += quantities[i] - slope * panel.prices()[first + i];
        }
        double intercept = total / quantities.length;
        for (int i = 0; i < quantities.length; i++) {
            double rest = panel.quantities()[first + i] - slope * panel.prices()[first + i] - intercept;
            sums[panel.cells()[first + i]] += rest;
        }
    }
}

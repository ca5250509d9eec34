package io.clientele.rehearsal;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What can be told of planted elasticities at best: best linear prediction (Henderson 1953) with the planted spread of customers and the true
 * scatter of quantities. A customer's own growth and what it likes of a product belong to its scatter: no model of prices knows them.
 */
final class PriceOracle {

    private static final int MOST_SWEEPS = 5000;
    private static final double TOLERANCE = 1e-7;

    /**
     * @param effect planted, of the product and the month on the logarithm of the quantity
     */
    record Observation(int customer, int cell, double price, double quantity, double effect) {}

    /**
     * @param elasticity planted
     * @param mean planted, of its segment
     * @param isKnown whether an elasticity is published
     */
    record Customer(int kind, double elasticity, double mean, boolean isKnown) {}

    private final List<Observation> observations;
    private final List<Customer> customers;
    private final double spread;
    private final double[] counts;
    private final double[] priceMeans;
    private final double[] priceSquares;
    private final double scatter;

    /** @param observations of customers by their place among {@code customers}. @param spread variance of elasticities within a segment */
    PriceOracle(List<Observation> observations, List<Customer> customers, double spread) {
        this.observations = observations;
        this.customers = customers;
        this.spread = spread;
        this.counts = sums(observation -> 1);
        this.priceMeans = means(Observation::price);
        this.priceSquares = sums(observation -> apart(observation) * observation.price());
        this.scatter = scatter();
    }

    /** The places of customers whose elasticity is published. */
    int[] known() {
        return IntStream.range(0, customers.size())
                .filter(i -> customers.get(i).isKnown())
                .toArray();
    }

    private interface Figure {
        double of(Observation observation);
    }

    private double[] sums(Figure figure) {
        double[] sums = new double[customers.size()];
        observations.forEach(observation -> sums[observation.customer()] += figure.of(observation));
        return sums;
    }

    private double[] means(Figure figure) {
        double[] means = sums(figure);
        for (int i = 0; i < means.length; i++) {
            means[i] /= counts[i];
        }
        return means;
    }

    private double apart(Observation observation) {
        return observation.price() - priceMeans[observation.customer()];
    }

    /** Variance of what quantities are apart from their effects, the planted answers to prices and the customer's own mean. */
    private double scatter() {
        Figure rest = observation -> observation.quantity()
                - observation.effect()
                - customers.get(observation.customer()).elasticity() * observation.price();
        double[] means = means(rest);
        double[] squares = sums(observation -> Math.pow(rest.of(observation) - means[observation.customer()], 2));
        double sum = 0;
        double freedom = 0;
        for (int i : known()) {
            sum += squares[i];
            freedom += counts[i] - 1;
        }
        return sum / freedom;
    }

    /** How much a customer's own slope counts beside the mean of its kind. */
    private double weight(int customer) {
        return priceSquares[customer] / (priceSquares[customer] + scatter / spread);
    }

    /** @param effects by cell of the observation @param means of the customers' kinds */
    private double[] weighed(Figure effects, Means means) {
        double[] products =
                sums(observation -> apart(observation) * (observation.quantity() - effects.of(observation)));
        double[] slopes = new double[customers.size()];
        for (int i = 0; i < slopes.length; i++) {
            slopes[i] = priceSquares[i] > 0 ? products[i] / priceSquares[i] : 0;
        }
        double[] prior = means.of(slopes);
        return IntStream.range(0, slopes.length)
                .mapToDouble(i -> prior[i] + weight(i) * (slopes[i] - prior[i]))
                .toArray();
    }

    private interface Means {
        double[] of(double[] slopes);
    }

    double[] knowingTheEffects() {
        return weighed(
                Observation::effect,
                slopes -> customers.stream().mapToDouble(Customer::mean).toArray());
    }

    /** Effects of cells and means of kinds by generalised least squares, by turns with slopes until nothing moves. */
    double[] findingTheEffects() {
        int cellCount = observations.stream().mapToInt(Observation::cell).max().orElse(-1) + 1;
        double[] cellCounts = new double[cellCount];
        observations.forEach(observation -> cellCounts[observation.cell()]++);
        double[] effects = new double[cellCount];
        for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
            double[] before = effects;
            double[] found = weighed(observation -> before[observation.cell()], this::meansOfKinds);
            Figure rest = observation -> observation.quantity() - found[observation.customer()] * observation.price();
            double[] intercepts = means(observation -> rest.of(observation) - before[observation.cell()]);
            double[] after = new double[cellCount];
            observations.forEach(observation -> after[observation.cell()] +=
                    (rest.of(observation) - intercepts[observation.customer()]) / cellCounts[observation.cell()]);
            if (IntStream.range(0, cellCount).allMatch(i -> Math.abs(after[i] - before[i]) < TOLERANCE)) {
                return found;
            }
            effects = after;
        }
        throw new IllegalStateException("effects still move after " + MOST_SWEEPS + " sweeps");
    }

    private double[] meansOfKinds(double[] slopes) {
        int kinds = customers.stream().mapToInt(Customer::kind).max().orElse(-1) + 1;
        double[] weights = new double[kinds];
        double[] sums = new double[kinds];
        for (int i = 0; i < slopes.length; i++) {
            weights[customers.get(i).kind()] += weight(i);
            sums[customers.get(i).kind()] += weight(i) * slopes[i];
        }
        return customers.stream()
                .mapToDouble(customer -> sums[customer.kind()] / weights[customer.kind()])
                .toArray();
    }
}

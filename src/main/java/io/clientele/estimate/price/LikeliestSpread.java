package io.clientele.estimate.price;

import java.util.Arrays;
import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.univariate.BrentOptimizer;
import org.hipparchus.optim.univariate.SearchInterval;
import org.hipparchus.optim.univariate.UnivariateObjectiveFunction;
import org.hipparchus.util.FastMath;

/**
 * How much customers of one kind differ: where the restricted likelihood of tau2 is highest (Patterson and Thompson 1971).
 *
 * @param observed those who tell it
 * @param criterion minus the logarithm of the likelihood there
 */
record LikeliestSpread(ObservedSlopes observed, Classes classes, double tau2, double criterion) {

    private static final double RELATIVE_TOLERANCE = 1e-8;
    private static final double ABSOLUTE_TOLERANCE = 1e-6;
    private static final int MOST_EVALUATIONS = 500;

    /** Of a million customers none is this many standard errors from its kind by chance. */
    private static final double STRANGE = 6;

    /** Who is nearer is trusted to tell how far the others are. */
    private static final double SUSPICIOUS = 3;

    private static final int MOST_ROUNDS = 3;

    /** By how much a logarithm of likelihood is less where nothing is left of it. */
    private static final double UNLIKELY = 12;

    /** So many points of Gauss and Legendre give eight digits and more of the mean wherever it takes the place of the likeliest value. */
    private static final int POINTS = 40;

    static LikeliestSpread of(ObservedSlopes observed, Classes classes) {
        double none = observed.at(0, classes).criterion();
        if (observed.range() == 0) {
            return new LikeliestSpread(observed, classes, 0, none);
        }
        var found = new BrentOptimizer(RELATIVE_TOLERANCE, ABSOLUTE_TOLERANCE)
                .optimize(
                        new UnivariateObjectiveFunction(
                                root -> observed.at(root * root, classes).criterion()),
                        GoalType.MINIMIZE,
                        new SearchInterval(0, observed.range()),
                        new MaxEval(MOST_EVALUATIONS));
        return found.getValue() < none
                ? new LikeliestSpread(observed, classes, found.getPoint() * found.getPoint(), found.getValue())
                : new LikeliestSpread(observed, classes, 0, none);
    }

    /**
     * Leaves out who is farther from its kind than chance would ever put it, by the measure of those who are near theirs: two customers who became
     * one, or one who changed its trade. It would widen the spread of all. A second round finds who had hidden behind it.
     *
     * @param least whom it takes to tell
     */
    LikeliestSpread withoutStrangers(int least) {
        LikeliestSpread kept = this;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            ObservedSlopes near = kept.observed.within(SUSPICIOUS, kept.distances(kept.observed), classes);
            if (near.size() == kept.observed.size() || near.size() < least) {
                return kept;
            }
            ObservedSlopes known = observed.within(STRANGE, of(near, classes).distances(observed), classes);
            if (Arrays.equals(known.slopes(), kept.observed.slopes())) {
                return kept;
            }
            kept = of(known, classes);
        }
        return kept;
    }

    /** How many standard errors each slope is from its kind. */
    private double[] distances(ObservedSlopes from) {
        RealVector gamma = observed.at(tau2, classes).gamma();
        double[] means = Arrays.stream(classes.design())
                .mapToDouble(row -> new ArrayRealVector(row, false).dotProduct(gamma))
                .toArray();
        double[] distances = new double[from.size()];
        for (int i = 0; i < distances.length; i++) {
            distances[i] =
                    FastMath.abs(from.slopes()[i] - means[from.kinds()[i]]) / FastMath.sqrt(from.variances()[i] + tau2);
        }
        return distances;
    }

    /** The mean of tau2 over the restricted likelihood, all tau being as likely before (Gelman 2006). */
    double averaged() {
        double end = observed.range();
        while (end * end / 4 > tau2 && observed.at(end * end / 4, classes).criterion() > criterion + UNLIKELY) {
            end /= 2;
        }
        GaussIntegrator rule = new GaussIntegratorFactory().legendre(POINTS, 0, end);
        double weights = 0;
        double sum = 0;
        for (int i = 0; i < rule.getNumberOfPoints(); i++) {
            double spread = rule.getPoint(i) * rule.getPoint(i);
            double weight = rule.getWeight(i)
                    * FastMath.exp(criterion - observed.at(spread, classes).criterion());
            weights += weight;
            sum += weight * spread;
        }
        return sum / weights;
    }
}

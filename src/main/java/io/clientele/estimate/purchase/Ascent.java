package io.clientele.estimate.purchase;

import java.util.Arrays;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealMatrix;

/**
 * The way to the maximum of a likelihood: quasi-Newton steps (Broyden, Fletcher, Goldfarb and Shanno 1970) with analytic gradients, then
 * Newton steps with a Hessian of differences of gradients until the gradient is nothing but rounding. Log parameters stay within bounds.
 */
final class Ascent {

    /** Beyond exp(±15) a parameter changes nothing any more. */
    static final double BOUND = 15;

    private static final int MAX_QUASI_NEWTON_STEPS = 200;
    private static final int MAX_NEWTON_STEPS = 60;
    private static final int MAX_HALVINGS = 40;
    private static final double LONGEST_STEP = 2;
    private static final double FLAT = 1e-12;
    private static final double SHORTEST_STEP = 1e-12;
    private static final double NEAR = 1e-5;
    private static final double DIFFERENCE = 1e-4;
    private static final double LEAST_CURVATURE = 1e-10;

    private final Likelihood likelihood;
    private final double scale;
    private final int n;
    private int evaluations;
    private double[] point;
    private double value;
    private double[] gradient;

    private Ascent(Likelihood likelihood, double scale, double[] start) {
        this.likelihood = likelihood;
        this.scale = scale;
        n = likelihood.parameterCount();
        point = start.clone();
        gradient = new double[n];
        value = evaluate(point, gradient);
    }

    /** The maximum near one of a similar likelihood, of the same customers. */
    static Optimum near(Optimum similar, Likelihood likelihood, double customers) {
        Ascent ascent = new Ascent(likelihood, customers, similar.logs());
        double[][] inverse = similar.covariance();
        for (double[] row : inverse) {
            for (int i = 0; i < row.length; i++) {
                row[i] *= customers;
            }
        }
        return ascent.climb(inverse).after(similar.evaluations() + ascent.evaluations);
    }

    /**
     * The best of the maxima that the starts lead to; the first of equals.
     *
     * @param customers how many customers the likelihood adds up, which makes tolerances comparable
     * @param starts parameters, not their logarithms
     */
    static Optimum of(Likelihood likelihood, double customers, double[]... starts) {
        Optimum best = null;
        int evaluations = 0;
        for (double[] start : starts) {
            double[] logs = Arrays.stream(start).map(Math::log).toArray();
            Ascent ascent = new Ascent(likelihood, customers, logs);
            Optimum found = ascent.climb(ascent.identity());
            evaluations += found.evaluations();
            if (best == null || found.logLikelihood() > best.logLikelihood() + 1e-9 * Math.abs(best.logLikelihood())) {
                best = found;
            }
        }
        if (best == null) {
            throw new IllegalArgumentException("Cannot maximise a likelihood: no start is given");
        }
        return best.after(evaluations);
    }

    private Optimum climb(double[][] inverse) {
        quasiNewton(inverse);
        double[][] information = newton();
        return new Optimum(point, value, norm(), evaluations, information);
    }

    /** @param start a guess of the inverse Hessian of the mean log-likelihood, with the sign of a maximum */
    private void quasiNewton(double[][] start) {
        double[][] inverse = start;
        boolean isFresh = true;
        for (int step = 0; step < MAX_QUASI_NEWTON_STEPS && norm() > NEAR * scale; step++) {
            double[] free = free();
            if (isAnyBound(free)) {
                return;
            }
            double[] direction = product(inverse, free, 1 / scale);
            if (dot(direction, free) <= 0) {
                direction = free.clone();
                inverse = identity();
            }
            double[] before = point.clone();
            double[] gradientBefore = gradient.clone();
            if (!advance(direction)) {
                if (isFresh) {
                    return;
                }
                inverse = identity();
                isFresh = true;
                continue;
            }
            isFresh = false;
            update(inverse, difference(point, before), difference(gradientBefore, gradient));
        }
    }

    /** Steps along a direction, halved until the value rises enough (Armijo 1966). */
    private boolean advance(double[] direction) {
        double longest = Arrays.stream(direction).map(Math::abs).max().orElse(0);
        double length = longest > LONGEST_STEP ? LONGEST_STEP / longest : 1;
        double slope = dot(direction, gradient);
        for (int halving = 0; halving < MAX_HALVINGS; halving++) {
            double[] trial = step(direction, length);
            double[] trialGradient = new double[n];
            double trialValue = evaluate(trial, trialGradient);
            if (trialValue >= value + 1e-4 * length * slope && trialValue > value) {
                point = trial;
                value = trialValue;
                gradient = trialGradient;
                return true;
            }
            length /= 2;
        }
        return false;
    }

    private void update(double[][] inverse, double[] moved, double[] changed) {
        double curvature = dot(moved, changed) / scale;
        if (curvature <= LEAST_CURVATURE * dot(moved, moved)) {
            return;
        }
        double[] bent = product(inverse, changed, 1 / scale);
        double stretch = 1 + dot(changed, bent) / scale / curvature;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                inverse[i][j] += (stretch * moved[i] * moved[j] - bent[i] * moved[j] - moved[i] * bent[j]) / curvature;
            }
        }
    }

    /** Newton steps as long as they lead up or make the gradient smaller; returns the observed information at the end. */
    private double[][] newton() {
        double[][] information = information();
        for (int step = 0; step < MAX_NEWTON_STEPS && norm() > FLAT * Math.max(1, Math.abs(value)); step++) {
            double[] direction = ascending(information, free());
            double longest = Arrays.stream(direction).map(Math::abs).max().orElse(0);
            double length = longest > LONGEST_STEP ? LONGEST_STEP / longest : 1;
            while (!isTaken(step(direction, length))) {
                length /= 4;
                if (length * longest < SHORTEST_STEP) {
                    return information;
                }
            }
            if (longest > NEAR) {
                information = information();
            }
        }
        return information;
    }

    private boolean isTaken(double[] trial) {
        double[] trialGradient = new double[n];
        double trialValue = evaluate(trial, trialGradient);
        double rounding = 1e-13 * Math.abs(value);
        boolean isHigher = trialValue > value + rounding;
        boolean isFlatter = trialValue >= value - rounding && norm(trial, trialGradient) < norm();
        if (isHigher || isFlatter) {
            point = trial;
            value = trialValue;
            gradient = trialGradient;
        }
        return isHigher || isFlatter;
    }

    /** The Newton direction of what is not held by a bound, with every curvature taken as one of a maximum. */
    private double[] ascending(double[][] information, double[] free) {
        double[][] ofFree = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                ofFree[i][j] = isHeld(i) || isHeld(j) ? 0 : information[i][j];
            }
        }
        var decomposition = new EigenDecompositionSymmetric(new Array2DRowRealMatrix(ofFree));
        RealMatrix vectors = decomposition.getV();
        double[] direction = new double[n];
        for (int k = 0; k < n; k++) {
            double curvature = Math.max(Math.abs(decomposition.getEigenvalue(k)), LEAST_CURVATURE * scale);
            double along = dot(vectors.getColumn(k), free) / curvature;
            for (int i = 0; i < n; i++) {
                direction[i] += along * vectors.getEntry(i, k);
            }
        }
        return direction;
    }

    /** Minus the matrix of second derivatives by the log parameters, from central differences of the gradient. */
    private double[][] information() {
        double[][] derivatives = new double[n][n];
        double[] above = new double[n];
        double[] below = new double[n];
        for (int i = 0; i < n; i++) {
            double[] shifted = point.clone();
            shifted[i] = point[i] + DIFFERENCE;
            evaluate(shifted, above);
            shifted[i] = point[i] - DIFFERENCE;
            evaluate(shifted, below);
            for (int j = 0; j < n; j++) {
                derivatives[i][j] = (below[j] - above[j]) / (2 * DIFFERENCE);
            }
        }
        double[][] information = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                information[i][j] = (derivatives[i][j] + derivatives[j][i]) / 2;
            }
        }
        return information;
    }

    private double evaluate(double[] logs, double[] into) {
        evaluations++;
        return likelihood.at(logs, into);
    }

    private double[] step(double[] direction, double length) {
        double[] stepped = new double[n];
        for (int i = 0; i < n; i++) {
            stepped[i] = Math.max(-BOUND, Math.min(BOUND, point[i] + length * direction[i]));
        }
        return stepped;
    }

    private double norm() {
        return norm(point, gradient);
    }

    /** The largest slope, leaving out those that lead over a bound. */
    private double norm(double[] at, double[] slopes) {
        double norm = 0;
        for (int i = 0; i < n; i++) {
            if (!leadsOut(at[i], slopes[i])) {
                norm = Math.max(norm, Math.abs(slopes[i]));
            }
        }
        return norm;
    }

    private double[] free() {
        double[] free = gradient.clone();
        for (int i = 0; i < n; i++) {
            free[i] = isHeld(i) ? 0 : gradient[i];
        }
        return free;
    }

    private boolean isHeld(int i) {
        return leadsOut(point[i], gradient[i]);
    }

    private boolean isAnyBound(double[] free) {
        return !Arrays.equals(free, gradient);
    }

    private static boolean leadsOut(double at, double slope) {
        return at >= BOUND && slope > 0 || at <= -BOUND && slope < 0;
    }

    private double[][] identity() {
        double[][] identity = new double[n][n];
        for (int i = 0; i < n; i++) {
            identity[i][i] = 1;
        }
        return identity;
    }

    private static double[] product(double[][] matrix, double[] vector, double factor) {
        double[] product = new double[vector.length];
        for (int i = 0; i < vector.length; i++) {
            product[i] = factor * dot(matrix[i], vector);
        }
        return product;
    }

    private static double[] difference(double[] to, double[] from) {
        double[] difference = new double[to.length];
        for (int i = 0; i < to.length; i++) {
            difference[i] = to[i] - from[i];
        }
        return difference;
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}

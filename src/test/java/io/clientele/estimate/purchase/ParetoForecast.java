package io.clientele.estimate.purchase;

import org.hipparchus.util.FastMath;

/**
 * The Pareto/NBD's outlook (Schmittlein, Morrison and Colombo 1987). It checks the others.
 *
 * @param alpha weeks
 * @param beta weeks
 */
record ParetoForecast(double r, double alpha, double s, double beta) implements Forecast {

    private static final double POLE = 1e-6;

    @Override
    public double aliveProbability(int repeats, double recency, double age) {
        double since = ParetoLikelihood.logDead(r, alpha, s, beta, repeats, recency);
        double until = ParetoLikelihood.logDead(r, alpha, s, beta, repeats, age);
        double logDead = since + FastMath.log(-FastMath.expm1(Math.min(0, until - since)));
        double logAlive = -(r + repeats) * FastMath.log(alpha + age) - s * FastMath.log(beta + age);
        return 1 / (1 + FastMath.exp(logDead - logAlive));
    }

    @Override
    public double purchasesIfAlive(int repeats, double age, double t) {
        double excess = Math.abs(s - 1) < POLE ? POLE : s - 1;
        double remaining = -FastMath.expm1(-excess * FastMath.log1p(t / (beta + age)));
        return (r + repeats) * (beta + age) / ((alpha + age) * excess) * remaining;
    }

    @Override
    public void aliveSlopes(int repeats, double recency, double age, double[] slopes) {
        throw new UnsupportedOperationException("the Pareto/NBD scores nobody");
    }

    @Override
    public double scale() {
        throw new UnsupportedOperationException("the Pareto/NBD has two scales");
    }

    @Override
    public double purchaseProbabilityIfAlive(int repeats, double age, double t) {
        throw new UnsupportedOperationException("the Pareto/NBD has no closed form");
    }

    static Forecast of(PurchaseModel model, double... parameters) {
        return model == PurchaseModel.PARETO_NBD
                ? new ParetoForecast(parameters[0], parameters[1], parameters[2], parameters[3])
                : model.forecast(parameters);
    }
}

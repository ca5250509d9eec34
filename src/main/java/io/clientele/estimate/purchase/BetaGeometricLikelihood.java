package io.clientele.estimate.purchase;

import org.hipparchus.util.FastMath;

/**
 * The NBD with customers who drop out for good after a purchase, each with a probability of his own, {@code Beta(a, b)}.
 * In the BG/NBD (Fader, Hardie and Lee 2005) the first purchase is no occasion to drop out, in the MBG/NBD (Batislam, Denizel and
 * Filiztekin 2007; Hoppe and Wagner 2007) it is one. Parameters r, alpha (weeks), a and b.
 */
final class BetaGeometricLikelihood implements Likelihood {

    private final PurchaseCells cells;
    private final boolean isFirstPurchaseAnOccasion;
    private final NbdLikelihood purchases;
    private final Days days;
    private final double[] customersOfSurvived;
    private final double[] gradientOfPurchases = new double[2];

    BetaGeometricLikelihood(PurchaseCells cells, boolean isFirstPurchaseAnOccasion) {
        this.cells = cells;
        this.isFirstPurchaseAnOccasion = isFirstPurchaseAnOccasion;
        purchases = new NbdLikelihood(cells);
        days = new Days(cells.oldest());
        customersOfSurvived = new double[survived(cells.mostRepeats()) + 1];
        for (int i = 0; i < cells.size(); i++) {
            customersOfSurvived[survived(cells.repeats(i))] += cells.customers(i);
        }
    }

    private int survived(int repeats) {
        return isFirstPurchaseAnOccasion ? repeats + 1 : repeats;
    }

    @Override
    public int parameterCount() {
        return 4;
    }

    @Override
    public double at(double[] logs, double[] gradient) {
        double logLikelihood = purchases.at(logs, gradientOfPurchases);
        gradient[0] = gradientOfPurchases[0];
        gradient[1] = gradientOfPurchases[1];
        gradient[2] = 0;
        gradient[3] = 0;
        return logLikelihood + survival(logs, gradient) + droppedOutOrAlive(logs, gradient);
    }

    /** ln B(a, b + m) / B(a, b): the chance of not having dropped out at m occasions. */
    private double survival(double[] logs, double[] gradient) {
        double a = FastMath.exp(logs[2]);
        double b = FastMath.exp(logs[3]);
        double logLikelihood = 0;
        double logSurvival = 0;
        double byA = 0;
        double byB = 0;
        for (int m = 1; m < customersOfSurvived.length; m++) {
            logSurvival -= FastMath.log1p(a / (b + m - 1));
            byA -= 1 / (a + b + m - 1);
            byB += a / ((b + m - 1) * (a + b + m - 1));
            logLikelihood += customersOfSurvived[m] * logSurvival;
            gradient[2] += customersOfSurvived[m] * a * byA;
            gradient[3] += customersOfSurvived[m] * b * byB;
        }
        return logLikelihood;
    }

    /** What the customers who may have dropped out at their last purchase add: {@code ln(1 + odds)}, by the log of the odds. */
    private double droppedOutOrAlive(double[] logs, double[] gradient) {
        double r = FastMath.exp(logs[0]);
        double alpha = FastMath.exp(logs[1]);
        double b = FastMath.exp(logs[3]);
        double[] logRisk = new double[customersOfSurvived.length];
        double[] share = new double[customersOfSurvived.length];
        for (int m = 1; m < logRisk.length; m++) {
            logRisk[m] = logs[2] - FastMath.log(b + m - 1);
            share[m] = b / (b + m - 1);
        }
        days.set(alpha);
        double logLikelihood = 0;
        double byR = 0;
        double byAlpha = 0;
        double byA = 0;
        double byB = 0;
        for (int i = 0; i < cells.size(); i++) {
            int x = cells.repeats(i);
            int survived = survived(x);
            if (survived == 0) {
                continue;
            }
            int recency = cells.recencyDays(i);
            int age = cells.ageDays(i);
            double silence = days.growth(age) - days.growth(recency);
            double logOdds = logRisk[survived] + (r + x) * silence;
            double inverse = FastMath.exp(-Math.abs(logOdds));
            double dropped = (logOdds > 0 ? 1 : inverse) / (1 + inverse);
            double customers = cells.customers(i);
            logLikelihood += customers * (Math.max(logOdds, 0) + FastMath.log(1 + inverse));
            double weight = customers * dropped;
            byR += weight * silence;
            byAlpha -= weight * (r + x) * (days.share(recency) - days.share(age));
            byA += weight;
            byB -= weight * share[survived];
        }
        gradient[0] += r * byR;
        gradient[1] += byAlpha;
        gradient[2] += byA;
        gradient[3] += byB;
        return logLikelihood;
    }
}

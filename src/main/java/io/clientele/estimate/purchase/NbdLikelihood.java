package io.clientele.estimate.purchase;

import org.hipparchus.util.FastMath;

/**
 * Poisson purchases whose weekly rates are gamma distributed, {@code Gamma(r, alpha)}, and nobody ever drops out (Ehrenberg 1959).
 * Parameters r and alpha. Gamma functions of {@code r + x} over those of r are products over {@code r + j}, exact for any r.
 */
final class NbdLikelihood implements Likelihood {

    private final double[] customersOfRepeat;
    private final double[] customersOfAge;
    private final double[] repeatsOfAge;
    private final double repeatCount;

    NbdLikelihood(PurchaseCells cells) {
        customersOfRepeat = new double[cells.mostRepeats() + 1];
        customersOfAge = new double[cells.oldest() + 1];
        repeatsOfAge = new double[cells.oldest() + 1];
        for (int i = 0; i < cells.size(); i++) {
            customersOfRepeat[cells.repeats(i)] += cells.customers(i);
            customersOfAge[cells.ageDays(i)] += cells.customers(i);
            repeatsOfAge[cells.ageDays(i)] += cells.customers(i) * cells.repeats(i);
        }
        repeatCount = cells.repeatCount();
    }

    @Override
    public int parameterCount() {
        return 2;
    }

    @Override
    public double at(double[] logs, double[] gradient) {
        double r = FastMath.exp(logs[0]);
        double alpha = FastMath.exp(logs[1]);
        double logLikelihood = -repeatCount * logs[1];
        double byR = 0;
        double byLogAlpha = 0;
        double logProduct = 0;
        double harmonic = 0;
        for (int x = 1; x < customersOfRepeat.length; x++) {
            logProduct += FastMath.log(r + x - 1);
            harmonic += 1 / (r + x - 1);
            logLikelihood += customersOfRepeat[x] * logProduct;
            byR += customersOfRepeat[x] * harmonic;
        }
        for (int day = 0; day < customersOfAge.length; day++) {
            if (customersOfAge[day] > 0) {
                double age = day / PurchaseCells.DAYS_PER_WEEK;
                double logGrowth = FastMath.log1p(age / alpha);
                logLikelihood -= (r * customersOfAge[day] + repeatsOfAge[day]) * logGrowth;
                byR -= customersOfAge[day] * logGrowth;
                byLogAlpha += (r * age * customersOfAge[day] - alpha * repeatsOfAge[day]) / (alpha + age);
            }
        }
        gradient[0] = r * byR;
        gradient[1] = byLogAlpha;
        return logLikelihood;
    }
}

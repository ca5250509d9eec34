package io.clientele.estimate.purchase;

import java.util.Arrays;
import org.hipparchus.util.FastMath;
import org.jspecify.annotations.Nullable;

/**
 * Forecasts by a chosen model, with what the uncertainty of its parameters does to the discounted ones (delta method, by log parameters).
 * What does not depend on the day of the last purchase is computed once for all customers of one age and number of purchases that come one
 * after the other. Not for several threads at once.
 */
final class Outlook {

    /** Horizons of the forecasts, in days. */
    static final int[] HORIZON_DAYS = {30, 90, 180, 365};

    /** Horizons of the discounted forecasts, in months. */
    static final int[] HORIZON_MONTHS = {12, 36};

    /** An error beyond a factor of exp(5) is one of exp(5): nothing is known. */
    static final double LARGEST_ERROR = 5;

    private static final double WEEKS_PER_MONTH = 365.25 / 12 / PurchaseCells.DAYS_PER_WEEK;
    private static final double DIFFERENCE = 1e-3;

    private final Forecast forecast;
    private final PurchasesAhead ahead;
    private final PurchasesAhead[] above;
    private final PurchasesAhead[] below;
    private final double[][] covariance;
    private final double monthlyDiscount;
    private int knownRepeats = -1;
    private int knownAge = -1;
    private @Nullable IfAlive known;

    /**
     * @param parameters of the model, in its order
     * @param covariance of their logarithms
     * @param annualDiscountRate what next year's purchase is worth less, as a share of today's
     */
    Outlook(PurchaseModel model, double[] parameters, double[][] covariance, double annualDiscountRate) {
        this.covariance = covariance;
        monthlyDiscount = FastMath.pow(1 + annualDiscountRate, -1.0 / 12);
        forecast = model.forecast(parameters);
        ahead = new PurchasesAhead(forecast, times());
        above = new PurchasesAhead[parameters.length];
        below = new PurchasesAhead[parameters.length];
        for (int i = 0; i < parameters.length; i++) {
            above[i] = shifted(model, parameters, i, DIFFERENCE);
            below[i] = shifted(model, parameters, i, -DIFFERENCE);
        }
    }

    private static PurchasesAhead shifted(PurchaseModel model, double[] parameters, int i, double by) {
        double[] shifted = parameters.clone();
        shifted[i] *= FastMath.exp(by);
        return new PurchasesAhead(model.forecast(shifted), times());
    }

    /**
     * What is to be expected of a customer.
     *
     * @param aliveProbability {@code NaN} where the model knows no dropping out
     * @param aliveError standard error of its log odds that the parameters bring with them; 0 for who is alive for certain
     * @param purchases expected within each of {@link #HORIZON_DAYS}
     * @param silence the chance of no purchase within each of {@link #HORIZON_DAYS}
     * @param discounted purchases expected within each of {@link #HORIZON_MONTHS}, discounted to today from the middle of their month
     * @param errors relative standard errors of {@code discounted} that the parameters bring with them
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Prospect(
            double aliveProbability,
            double aliveError,
            double[] purchases,
            double[] silence,
            double[] discounted,
            double[] errors) {}

    Prospect of(int repeats, int recencyDays, int ageDays) {
        double recency = recencyDays / PurchaseCells.DAYS_PER_WEEK;
        double age = ageDays / PurchaseCells.DAYS_PER_WEEK;
        IfAlive alive = known(repeats, ageDays);
        double aliveProbability = forecast.aliveProbability(repeats, recency, age);
        double chance = Double.isNaN(aliveProbability) ? 1 : aliveProbability;
        double[] slopes = new double[covariance.length];
        forecast.aliveSlopes(repeats, recency, age, slopes);
        double[] purchases = alive.purchases.clone();
        double[] silence = new double[HORIZON_DAYS.length];
        for (int h = 0; h < HORIZON_DAYS.length; h++) {
            purchases[h] *= chance;
            silence[h] = 1 - chance * alive.purchaseProbabilities[h];
        }
        double[] discounted = alive.discounted.clone();
        double[] errors = new double[HORIZON_MONTHS.length];
        for (int h = 0; h < HORIZON_MONTHS.length; h++) {
            discounted[h] *= chance;
            errors[h] = error(slopes, alive.slopes[h]);
        }
        return new Prospect(
                aliveProbability, aliveError(aliveProbability, slopes), purchases, silence, discounted, errors);
    }

    /** Only the last one is kept: customers come in the order of their repeats and ages, and there may be millions of them. */
    private IfAlive known(int repeats, int ageDays) {
        if (known == null || repeats != knownRepeats || ageDays != knownAge) {
            known = ifAlive(repeats, ageDays);
            knownRepeats = repeats;
            knownAge = ageDays;
        }
        return known;
    }

    /** What does not depend on whether the customer has dropped out; slopes are those of logarithms by log parameters. */
    @SuppressWarnings("ArrayRecordComponent")
    private record IfAlive(
            double[] purchases, double[] purchaseProbabilities, double[] discounted, double[][] slopes) {}

    private IfAlive ifAlive(int repeats, int ageDays) {
        double[] probabilities = new double[HORIZON_DAYS.length];
        for (int h = 0; h < HORIZON_DAYS.length; h++) {
            probabilities[h] = forecast.purchaseProbabilityIfAlive(
                    repeats, ageDays / PurchaseCells.DAYS_PER_WEEK, HORIZON_DAYS[h] / PurchaseCells.DAYS_PER_WEEK);
        }
        double[][] slopes = new double[HORIZON_MONTHS.length][covariance.length];
        for (int i = 0; i < covariance.length; i++) {
            double[] more = discounted(above[i].of(repeats, ageDays));
            double[] less = discounted(below[i].of(repeats, ageDays));
            for (int h = 0; h < HORIZON_MONTHS.length; h++) {
                slopes[h][i] = less[h] > 0 ? FastMath.log(more[h] / less[h]) / (2 * DIFFERENCE) : 0;
            }
        }
        double[] purchases = ahead.of(repeats, ageDays);
        return new IfAlive(Arrays.copyOf(purchases, HORIZON_DAYS.length), probabilities, discounted(purchases), slopes);
    }

    /** The times to look ahead, in weeks: the horizons in days, then every month. */
    private static double[] times() {
        int months = HORIZON_MONTHS[HORIZON_MONTHS.length - 1];
        double[] times = new double[HORIZON_DAYS.length + months];
        for (int h = 0; h < HORIZON_DAYS.length; h++) {
            times[h] = HORIZON_DAYS[h] / PurchaseCells.DAYS_PER_WEEK;
        }
        for (int month = 1; month <= months; month++) {
            times[HORIZON_DAYS.length + month - 1] = month * WEEKS_PER_MONTH;
        }
        return times;
    }

    private double[] discounted(double[] purchases) {
        double[] discounted = new double[HORIZON_MONTHS.length];
        double factor = FastMath.sqrt(monthlyDiscount);
        double sum = 0;
        double before = 0;
        int horizon = 0;
        for (int month = 1; horizon < HORIZON_MONTHS.length; month++) {
            double until = purchases[HORIZON_DAYS.length + month - 1];
            sum += (until - before) * factor;
            before = until;
            factor *= monthlyDiscount;
            if (month == HORIZON_MONTHS[horizon]) {
                discounted[horizon++] = sum;
            }
        }
        return discounted;
    }

    private double error(double[] ofChance, double[] ofPurchases) {
        double[] slopes = new double[covariance.length];
        Arrays.setAll(slopes, i -> ofChance[i] + ofPurchases[i]);
        return Math.min(LARGEST_ERROR, error(slopes));
    }

    /** The slopes of log odds are those of the logarithm over the chance of the opposite. */
    private double aliveError(double aliveProbability, double[] slopes) {
        if (Double.isNaN(aliveProbability)) {
            return Double.NaN;
        }
        double dropped = 1 - aliveProbability;
        return dropped == 0 ? 0 : Math.min(LARGEST_ERROR, error(slopes) / dropped);
    }

    private double error(double[] slopes) {
        double variance = 0;
        for (int i = 0; i < covariance.length; i++) {
            for (int j = 0; j < covariance.length; j++) {
                variance += slopes[i] * covariance[i][j] * slopes[j];
            }
        }
        return FastMath.sqrt(Math.max(0, variance));
    }
}

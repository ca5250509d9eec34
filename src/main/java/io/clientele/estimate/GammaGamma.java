package io.clientele.estimate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.hipparchus.util.FastMath;

/**
 * What an occasion is worth, by the Gamma-Gamma model (Fader and Hardie 2013, note 025): amounts of a customer are gamma with shape
 * p around an own mean, and the customers' scales are gamma with shape q and scale gamma. Where the model gives no finite mean, the
 * logs of the amounts are normal around own means instead (empirical Bayes, Morris 1983), and where these give none either, one
 * mean is pooled over all.
 *
 * <p>Reads one row per cell of equal customers: {@code repeat_count} (occasions after the first), {@code mean_repeat_amount} (money),
 * {@code sum_log_amount} and {@code sum_squared_log_amount} (natural logs of the repeat amounts of one customer) and
 * {@code customer_count}. Writes {@code status}, {@code method}, the parameters of the method with the covariance of the logs of p, q
 * and gamma, {@code mean_amount} (of a customer of whom nothing is known, money), and how the fit was reached.
 */
public final class GammaGamma implements Estimator {

    @Override
    public String name() {
        return "gamma-gamma";
    }

    @Override
    public Table estimate(Table cells) {
        Groups groups = Groups.of(cells);
        List<Spend> fits =
                groups.rows().stream().map(rows -> Spend.of(cells, rows)).toList();
        List<Column> columns = new ArrayList<>(groups.keys());
        columns.add(new Column.Texts(
                "status", fits.stream().map(fit -> fit.model.status().name()).toList()));
        columns.add(new Column.Texts(
                "method", fits.stream().map(fit -> fit.method().name()).toList()));
        columns.add(numbers("p", fits, fit -> fit.model.p()));
        columns.add(numbers("q", fits, fit -> fit.model.q()));
        columns.add(numbers("gamma", fits, fit -> fit.model.gamma()));
        columns.add(numbers("log_p_variance", fits, fit -> fit.model.covariance()[0][0]));
        columns.add(numbers("log_q_variance", fits, fit -> fit.model.covariance()[1][1]));
        columns.add(numbers("log_gamma_variance", fits, fit -> fit.model.covariance()[2][2]));
        columns.add(numbers("log_p_q_covariance", fits, fit -> fit.model.covariance()[0][1]));
        columns.add(numbers("log_p_gamma_covariance", fits, fit -> fit.model.covariance()[0][2]));
        columns.add(numbers("log_q_gamma_covariance", fits, fit -> fit.model.covariance()[1][2]));
        columns.add(numbers("log_mean", fits, fit -> fit.logs.m()));
        columns.add(numbers("log_mean_variance", fits, fit -> fit.logMeanVariance));
        columns.add(numbers("log_within_variance", fits, fit -> fit.logs.sigma2()));
        columns.add(numbers("log_between_variance", fits, fit -> fit.logs.tau2()));
        columns.add(numbers("mean_amount", fits, Spend::meanAmount));
        columns.add(numbers("pooled_error", fits, Spend::pooledError));
        columns.add(counts("customer_count", fits, fit -> fit.repeats.customerCount()));
        columns.add(counts("excluded_count", fits, fit -> fit.repeats.excludedCount()));
        columns.add(counts("lowest_repeat_count", fits, fit -> fit.repeats.lowestCount()));
        columns.add(counts("highest_repeat_count", fits, fit -> fit.repeats.highestCount()));
        columns.add(numbers("log_likelihood", fits, fit -> fit.model.logLikelihood()));
        columns.add(numbers("gradient_norm", fits, fit -> fit.model.gradientNorm()));
        columns.add(counts("evaluations", fits, fit -> fit.model.evaluations()));
        return new Table(columns);
    }

    private static Column numbers(String name, List<Spend> fits, ToDoubleFunction<Spend> value) {
        return new Column.Numbers(name, fits.stream().mapToDouble(value).toArray());
    }

    private static Column counts(String name, List<Spend> fits, ToLongFunction<Spend> value) {
        return new Column.Counts(name, fits.stream().mapToLong(value).toArray());
    }

    private enum Method {
        GAMMA_GAMMA,
        LOG_NORMAL,
        POOLED_MEAN,
        NONE
    }

    private record Spend(RepeatSpend repeats, GammaGammaFit model, CycleFit logs, double logMeanVariance) {

        static Spend of(Table cells, int[] rows) {
            RepeatSpend repeats = RepeatSpend.of(
                    cells.counts("repeat_count"),
                    cells.numbers("mean_repeat_amount"),
                    cells.counts("customer_count"),
                    rows);
            GammaGammaFit model = GammaGammaFit.of(repeats);
            GapMeans means = new GapMeans();
            if (!model.isUsable() && model.status() != GammaGammaFit.Status.ALL_EQUAL) {
                addLogs(cells, rows, means);
            }
            CycleFit logs = CycleFit.of(means);
            return new Spend(repeats, model, logs, logMeanVariance(means, logs));
        }

        private static double logMeanVariance(GapMeans means, CycleFit logs) {
            return Double.isNaN(logs.m()) ? Double.NaN : means.grandMeanVariance(logs.sigma2(), logs.tau2());
        }

        private static void addLogs(Table cells, int[] rows, GapMeans means) {
            long[] counts = cells.counts("repeat_count");
            double[] amounts = cells.numbers("mean_repeat_amount");
            double[] sums = cells.numbers("sum_log_amount");
            double[] squares = cells.numbers("sum_squared_log_amount");
            long[] customers = cells.counts("customer_count");
            for (int row : rows) {
                if (counts[row] > 0 && customers[row] > 0 && amounts[row] > 0 && Double.isFinite(sums[row])) {
                    means.add(customers[row], counts[row], sums[row], squares[row]);
                }
            }
        }

        Method method() {
            if (model.isUsable()) {
                return Method.GAMMA_GAMMA;
            }
            if (repeats.customerCount() < 2) {
                return Method.NONE;
            }
            return logNormalMean() <= repeats.highestMean() ? Method.LOG_NORMAL : Method.POOLED_MEAN;
        }

        /** {@code NaN} where it is not identified; above everything seen it is a matter of the tail, and not believed. */
        private double logNormalMean() {
            return FastMath.exp(logs.m() + (logs.sigma2() + logs.tau2()) / 2);
        }

        double meanAmount() {
            return switch (method()) {
                case GAMMA_GAMMA -> model.p() * model.gamma() / (model.q() - 1);
                case LOG_NORMAL -> logNormalMean();
                case POOLED_MEAN -> repeats.pooledMean();
                case NONE -> Double.NaN;
            };
        }

        double pooledError() {
            return method() == Method.POOLED_MEAN ? repeats.pooledMeanError() : Double.NaN;
        }
    }
}

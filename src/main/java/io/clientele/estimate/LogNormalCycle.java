package io.clientele.estimate;

import java.util.ArrayList;
import java.util.List;

/**
 * The cycle between purchases, pooled over customers by empirical Bayes (Morris 1983): log gaps are normal around a customer's own
 * mean, {@code ln g ~ N(mu, sigma2)}, and these means are normal around the market's, {@code mu ~ N(m, tau2)}.
 *
 * <p>Reads one row per cell of equal customers: {@code gap_count} (complete gaps of each), {@code sum_log_gap},
 * {@code sum_squared_log_gap} (logs of days) and {@code customer_count}. Writes {@code status}, {@code m}, {@code sigma2},
 * {@code tau2} (logs of days), the gaps and customers that took part, the restricted log-likelihood and the iterations.
 */
public final class LogNormalCycle implements Estimator {

    @Override
    public String name() {
        return "log-normal-cycle";
    }

    @Override
    public Table estimate(Table cells) {
        Groups groups = Groups.of(cells);
        List<CycleFit> fits =
                groups.rows().stream().map(rows -> fit(cells, rows)).toList();
        List<Column> columns = new ArrayList<>(groups.keys());
        columns.add(new Column.Texts(
                "status", fits.stream().map(fit -> fit.status().name()).toList()));
        columns.add(
                new Column.Numbers("m", fits.stream().mapToDouble(CycleFit::m).toArray()));
        columns.add(new Column.Numbers(
                "sigma2", fits.stream().mapToDouble(CycleFit::sigma2).toArray()));
        columns.add(new Column.Numbers(
                "tau2", fits.stream().mapToDouble(CycleFit::tau2).toArray()));
        columns.add(new Column.Counts(
                "gap_count", fits.stream().mapToLong(CycleFit::gapCount).toArray()));
        columns.add(new Column.Counts(
                "customer_count",
                fits.stream().mapToLong(CycleFit::customerCount).toArray()));
        columns.add(new Column.Numbers(
                "restricted_log_likelihood",
                fits.stream().mapToDouble(CycleFit::restrictedLogLikelihood).toArray()));
        columns.add(new Column.Counts(
                "iterations", fits.stream().mapToLong(CycleFit::iterations).toArray()));
        return new Table(columns);
    }

    private static CycleFit fit(Table cells, int[] rows) {
        long[] gaps = cells.counts("gap_count");
        long[] customers = cells.counts("customer_count");
        double[] sums = cells.numbers("sum_log_gap");
        double[] squares = cells.numbers("sum_squared_log_gap");
        GapMeans means = new GapMeans();
        for (int row : rows) {
            if (gaps[row] > 0 && customers[row] > 0) {
                means.add(customers[row], gaps[row], sums[row], squares[row]);
            }
        }
        return CycleFit.of(means);
    }
}

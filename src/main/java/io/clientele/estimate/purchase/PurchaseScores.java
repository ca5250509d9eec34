package io.clientele.estimate.purchase;

import io.clientele.estimate.Column;
import io.clientele.estimate.Estimator;
import io.clientele.estimate.Groups;
import io.clientele.estimate.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * What a model with known parameters expects of customers within any number of days: what a backtest holds against what they did.
 *
 * <p>Reads one row per cell of equal customers: texts, among them {@code model}; the counts {@code repeat_count}, {@code recency_days},
 * {@code age_days} and {@code horizon_days}; and the parameters by the names that {@link PurchaseModels} gives them, the same for all rows of
 * a key, {@code NaN} where the model is not identified. Writes one row for each, in the same order: the texts, the first three counts,
 * {@code expected_purchases} and {@code no_purchase_probability} within the horizon, {@code NaN} where the model is not identified.
 */
public final class PurchaseScores implements Estimator {

    @Override
    public String name() {
        return "purchase-scores";
    }

    @Override
    public Table estimate(Table cells) {
        long[] repeats = cells.counts("repeat_count");
        long[] recencies = cells.counts("recency_days");
        long[] ages = cells.counts("age_days");
        long[] horizons = cells.counts("horizon_days");
        double[] purchases = new double[cells.rowCount()];
        double[] silence = new double[cells.rowCount()];
        for (int[] rows : Groups.of(cells).rows()) {
            Forecast forecast = forecast(cells, rows[0]);
            for (int row : rows) {
                int repeat = Math.toIntExact(repeats[row]);
                double recency = recencies[row] / PurchaseCells.DAYS_PER_WEEK;
                double age = ages[row] / PurchaseCells.DAYS_PER_WEEK;
                double horizon = horizons[row] / PurchaseCells.DAYS_PER_WEEK;
                double alive = forecast.aliveProbability(repeat, recency, age);
                double chance = Double.isNaN(alive) ? 1 : alive;
                purchases[row] = chance * forecast.purchasesIfAlive(repeat, age, horizon);
                silence[row] = 1 - chance * forecast.purchaseProbabilityIfAlive(repeat, age, horizon);
            }
        }
        List<Column> columns = new ArrayList<>(cells.texts());
        columns.add(new Column.Counts("repeat_count", repeats));
        columns.add(new Column.Counts("recency_days", recencies));
        columns.add(new Column.Counts("age_days", ages));
        columns.add(new Column.Numbers("expected_purchases", purchases));
        columns.add(new Column.Numbers("no_purchase_probability", silence));
        return new Table(columns);
    }

    private static Forecast forecast(Table cells, int row) {
        PurchaseModel model =
                PurchaseModel.valueOf(cells.texts("model").values().get(row));
        return model.forecast(model.parameters().stream()
                .mapToDouble(parameter -> cells.numbers(parameter)[row])
                .toArray());
    }
}

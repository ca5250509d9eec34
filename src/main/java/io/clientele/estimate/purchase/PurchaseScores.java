package io.clientele.estimate.purchase;

import io.clientele.estimate.Column;
import io.clientele.estimate.Scorer;
import io.clientele.estimate.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the models that were fitted to an origin expect of customers within any number of days: what a backtest holds against what they did.
 *
 * <p>Reads the parameters of each {@code level}, {@code origin} and {@code model} by the names that {@link PurchaseModels} gives them; then
 * cells of equal customers: these three texts and the counts {@code repeat_count}, {@code recency_days}, {@code age_days} and
 * {@code horizon_days}. Writes for each cell the texts, the first three counts, {@code expected_purchases} and
 * {@code no_purchase_probability} within the horizon, {@code NaN} where the model is not identified.
 */
public final class PurchaseScores implements Scorer {

    private static final List<String> KEYS = List.of("level", "origin", "model");

    @Override
    public String name() {
        return "purchase-scores";
    }

    @Override
    public Scores by(Table fits) {
        return new Scoring(fits)::of;
    }

    private static final class Scoring {

        private final Parameters parameters;
        private final Map<List<@Nullable String>, Forecast> forecasts = new HashMap<>();

        private Scoring(Table fits) {
            parameters = new Parameters(fits, KEYS);
        }

        private Table of(Table cells) {
            List<Column.Texts> keys = KEYS.stream().map(cells::texts).toList();
            long[] repeats = cells.counts("repeat_count");
            long[] recencies = cells.counts("recency_days");
            long[] ages = cells.counts("age_days");
            long[] horizons = cells.counts("horizon_days");
            double[] purchases = new double[cells.rowCount()];
            double[] silence = new double[cells.rowCount()];
            for (int row = 0; row < cells.rowCount(); row++) {
                Forecast forecast = forecasts.computeIfAbsent(Parameters.key(keys, row), this::forecast);
                int repeat = Math.toIntExact(repeats[row]);
                double recency = recencies[row] / PurchaseCells.DAYS_PER_WEEK;
                double age = ages[row] / PurchaseCells.DAYS_PER_WEEK;
                double horizon = horizons[row] / PurchaseCells.DAYS_PER_WEEK;
                double alive = forecast.aliveProbability(repeat, recency, age);
                double chance = Double.isNaN(alive) ? 1 : alive;
                purchases[row] = chance * forecast.purchasesIfAlive(repeat, age, horizon);
                silence[row] = 1 - chance * forecast.purchaseProbabilityIfAlive(repeat, age, horizon);
            }
            List<Column> columns = new ArrayList<>(keys);
            columns.add(new Column.Counts("repeat_count", repeats));
            columns.add(new Column.Counts("recency_days", recencies));
            columns.add(new Column.Counts("age_days", ages));
            columns.add(new Column.Numbers("expected_purchases", purchases));
            columns.add(new Column.Numbers("no_purchase_probability", silence));
            return new Table(columns);
        }

        private Forecast forecast(List<@Nullable String> key) {
            int row = parameters
                    .row(key)
                    .orElseThrow(
                            () -> new IllegalArgumentException("Cannot score by " + key + ": it has no parameters"));
            PurchaseModel model = PurchaseModel.valueOf(String.valueOf(key.get(KEYS.indexOf("model"))));
            return model.forecast(parameters.of(model, row));
        }
    }
}

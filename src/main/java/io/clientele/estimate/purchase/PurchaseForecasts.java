package io.clientele.estimate.purchase;

import io.clientele.estimate.Column;
import io.clientele.estimate.Estimator;
import io.clientele.estimate.Groups;
import io.clientele.estimate.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Whether customers are still alive, and how often they will buy, by a model whose parameters are known.
 *
 * <p>Reads one row per cell of equal customers: a text {@code model} (BG_NBD, MBG_NBD, NBD, or another word where no model counts), the
 * counts {@code repeat_count}, {@code recency_days} and {@code age_days}, and in the first row of each key {@code annual_discount_rate}, the
 * parameters and the covariances, all by the names that {@link PurchaseModels} gives them. Writes one row for each, in the same
 * order: the keys, the counts, {@code p_alive}, and for each horizon {@code expected_purchases_…d}, {@code no_purchase_probability_…d},
 * {@code discounted_purchases_…m} and {@code discounted_purchases_error_…m}, a relative standard error.
 */
public final class PurchaseForecasts implements Estimator {

    @Override
    public String name() {
        return "purchase-forecasts";
    }

    @Override
    public Table estimate(Table cells) {
        long[] repeats = cells.counts("repeat_count");
        long[] recencies = cells.counts("recency_days");
        long[] ages = cells.counts("age_days");
        Forecasts forecasts = new Forecasts(cells.rowCount());
        Groups groups = Groups.of(cells);
        for (int[] rows : groups.rows()) {
            PurchaseModel model = model(cells, rows[0]);
            if (model == null) {
                continue;
            }
            Outlook outlook = outlook(model, cells, rows[0]);
            for (int row : rows) {
                forecasts.set(
                        row,
                        outlook.of(
                                Math.toIntExact(repeats[row]),
                                Math.toIntExact(recencies[row]),
                                Math.toIntExact(ages[row])));
            }
        }
        List<Column> columns = new ArrayList<>(groups.texts(cells));
        columns.add(new Column.Counts("repeat_count", repeats));
        columns.add(new Column.Counts("recency_days", recencies));
        columns.add(new Column.Counts("age_days", ages));
        columns.addAll(forecasts.columns());
        return new Table(columns);
    }
}

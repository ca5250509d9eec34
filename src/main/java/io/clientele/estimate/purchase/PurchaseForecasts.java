package io.clientele.estimate.purchase;

import io.clientele.estimate.Column;
import io.clientele.estimate.Estimator;
import io.clientele.estimate.Groups;
import io.clientele.estimate.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Whether customers are still alive, and how often they will buy, by a model whose parameters are known.
 *
 * <p>Reads one row per cell of equal customers: the text {@code model} (BG_NBD, MBG_NBD or NBD; null where none counts), the text
 * {@code choice_reason}, the counts {@code repeat_count}, {@code recency_days} and {@code age_days}, and {@code annual_discount_rate}, the
 * parameters and the covariances by the names that {@link PurchaseModels} gives them, the same for all rows of a key. Writes one row
 * for each, in the same order: the other texts, the counts, {@code model}, {@code forecast_abstain_reason}, {@code p_alive},
 * {@code p_alive_abstain_reason}, and for each horizon {@code expected_purchases_…d}, {@code no_purchase_probability_…d},
 * {@code discounted_purchases_…m} and {@code discounted_purchases_error_…m}, a relative standard error.
 */
public final class PurchaseForecasts implements Estimator {

    private static final String MODEL = "model";
    private static final String REASON = "choice_reason";

    @Override
    public String name() {
        return "purchase-forecasts";
    }

    @Override
    public Table estimate(Table cells) {
        long[] repeats = cells.counts("repeat_count");
        long[] recencies = cells.counts("recency_days");
        long[] ages = cells.counts("age_days");
        Column.Texts models = cells.texts(MODEL);
        Column.Texts reasons = cells.texts(REASON);
        Prospects prospects = new Prospects(cells.rowCount());
        for (int[] rows : Groups.of(cells).rows()) {
            Optional<Outlook> outlook = outlook(cells, rows[0]);
            for (int row : rows) {
                prospects.set(
                        row,
                        outlook.map(known -> known.of(
                                Math.toIntExact(repeats[row]),
                                Math.toIntExact(recencies[row]),
                                Math.toIntExact(ages[row]))),
                        reasons.values().get(row));
            }
        }
        List<Column> columns = new ArrayList<>(cells.texts().stream()
                .filter(texts -> !texts.name().equals(MODEL) && !texts.name().equals(REASON))
                .toList());
        columns.add(new Column.Counts("repeat_count", repeats));
        columns.add(new Column.Counts("recency_days", recencies));
        columns.add(new Column.Counts("age_days", ages));
        columns.add(models);
        columns.addAll(prospects.columns());
        return new Table(columns);
    }

    private static Optional<Outlook> outlook(Table cells, int row) {
        return Arrays.stream(PurchaseModel.values())
                .filter(model -> model.name().equals(cells.texts(MODEL).values().get(row)))
                .findFirst()
                .map(model -> outlook(model, cells, row));
    }

    private static Outlook outlook(PurchaseModel model, Table cells, int row) {
        List<String> names = model.parameters();
        int n = names.size();
        double[] parameters = new double[n];
        double[][] covariance = new double[n][n];
        for (int i = 0; i < n; i++) {
            parameters[i] = cells.numbers(names.get(i))[row];
            for (int j = 0; j < n; j++) {
                covariance[i][j] = cells.numbers(PurchaseModels.covarianceName(i, j))[row];
            }
        }
        return new Outlook(model, parameters, covariance, cells.numbers("annual_discount_rate")[row]);
    }
}

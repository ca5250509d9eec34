package io.clientele.estimate.purchase;

import io.clientele.estimate.Column;
import io.clientele.estimate.Scorer;
import io.clientele.estimate.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether customers are still alive, and how often they will buy, by the model that was chosen for their level.
 *
 * <p>Reads for each {@code level} the chosen {@code model} (BG_NBD, MBG_NBD or NBD; null where none counts), {@code choice_reason},
 * {@code dropout_abstain_reason}, and the parameters and covariances by the names that {@link PurchaseModels} gives them; then cells of
 * equal customers: {@code level}, the counts {@code repeat_count}, {@code recency_days} and {@code age_days}, and
 * {@code annual_discount_rate}. Writes for each cell its level, its counts, {@code model}, {@code choice_reason},
 * {@code forecast_abstain_reason}, {@code p_alive}, {@code p_alive_error} (standard error of its log odds), {@code p_alive_abstain_reason},
 * and for each horizon {@code expected_purchases_…d}, {@code no_purchase_probability_…d}, {@code discounted_purchases_…m} and
 * {@code discounted_purchases_error_…m}, a relative standard error. A level without a row has no model, for {@code TOO_FEW_OBSERVATIONS}.
 */
public final class PurchaseForecasts implements Scorer {

    private static final String LEVEL = "level";

    @Override
    public String name() {
        return "purchase-forecasts";
    }

    @Override
    public Scores by(Table choices) {
        return new Forecasting(choices)::of;
    }

    /**
     * What is forecast by.
     *
     * @param dropoutReason why nothing is known of dropping out, and without an outlook, of anything
     */
    private record Chosen(
            @Nullable String model,
            @Nullable String reason,
            @Nullable String dropoutReason,
            Optional<Outlook> outlook) {

        private static final String UNKNOWN = "TOO_FEW_OBSERVATIONS";

        private static final Chosen NONE = new Chosen(null, UNKNOWN, UNKNOWN, Optional.empty());
    }

    private record Key(@Nullable String level, double discountRate) {}

    private static final class Forecasting {

        private final Parameters parameters;
        private final Map<Key, Chosen> chosen = new HashMap<>();

        private Forecasting(Table choices) {
            parameters = new Parameters(choices, List.of(LEVEL));
        }

        private Table of(Table cells) {
            Column.Texts levels = cells.texts(LEVEL);
            long[] repeats = cells.counts("repeat_count");
            long[] recencies = cells.counts("recency_days");
            long[] ages = cells.counts("age_days");
            double[] rates = cells.numbers("annual_discount_rate");
            List<@Nullable String> models = new ArrayList<>(cells.rowCount());
            List<@Nullable String> reasons = new ArrayList<>(cells.rowCount());
            Prospects prospects = new Prospects(cells.rowCount());
            for (int row = 0; row < cells.rowCount(); row++) {
                Chosen by = chosen.computeIfAbsent(new Key(levels.values().get(row), rates[row]), this::choose);
                models.add(by.model());
                reasons.add(by.reason());
                if (by.outlook().isPresent()) {
                    Outlook.Prospect prospect = by.outlook()
                            .get()
                            .of(
                                    Math.toIntExact(repeats[row]),
                                    Math.toIntExact(recencies[row]),
                                    Math.toIntExact(ages[row]));
                    prospects.set(row, prospect, by.dropoutReason());
                } else {
                    prospects.abstain(row, by.dropoutReason());
                }
            }
            List<Column> columns = new ArrayList<>(List.of(
                    levels,
                    new Column.Counts("repeat_count", repeats),
                    new Column.Counts("recency_days", recencies),
                    new Column.Counts("age_days", ages),
                    new Column.Texts("model", models),
                    new Column.Texts("choice_reason", reasons)));
            columns.addAll(prospects.columns());
            return new Table(columns);
        }

        private Chosen choose(Key key) {
            return parameters
                    .row(Collections.singletonList(key.level()))
                    .map(row -> choose(row, key.discountRate()))
                    .orElse(Chosen.NONE);
        }

        private Chosen choose(int row, double discountRate) {
            String name = parameters.text("model", row);
            return new Chosen(
                    name,
                    parameters.text("choice_reason", row),
                    parameters.text("dropout_abstain_reason", row),
                    Optional.ofNullable(name)
                            .map(PurchaseModel::valueOf)
                            .map(model -> outlook(model, row, discountRate)));
        }

        private Outlook outlook(PurchaseModel model, int row, double discountRate) {
            return new Outlook(model, parameters.of(model, row), parameters.covariance(model, row), discountRate);
        }
    }
}

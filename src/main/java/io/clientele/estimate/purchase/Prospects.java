package io.clientele.estimate.purchase;

import io.clientele.estimate.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Forecasts row by row, as columns; {@code NaN} where there is none. */
final class Prospects {

    private final @Nullable String[] forecastReasons;
    private final @Nullable String[] aliveReasons;
    private final double[] alive;
    private final double[] aliveErrors;
    private final double[][] purchases;
    private final double[][] silence;
    private final double[][] discounted;
    private final double[][] errors;

    Prospects(int size) {
        forecastReasons = new String[size];
        aliveReasons = new String[size];
        alive = unknown(1, size)[0];
        aliveErrors = unknown(1, size)[0];
        purchases = unknown(Outlook.HORIZON_DAYS.length, size);
        silence = unknown(Outlook.HORIZON_DAYS.length, size);
        discounted = unknown(Outlook.HORIZON_MONTHS.length, size);
        errors = unknown(Outlook.HORIZON_MONTHS.length, size);
    }

    private static double[][] unknown(int columns, int size) {
        double[][] unknown = new double[columns][size];
        for (double[] column : unknown) {
            Arrays.fill(column, Double.NaN);
        }
        return unknown;
    }

    /** @param dropoutReason why nothing is known of dropping out, where nothing is */
    void set(int row, Outlook.Prospect known, @Nullable String dropoutReason) {
        alive[row] = known.aliveProbability();
        aliveErrors[row] = known.aliveError();
        aliveReasons[row] = Double.isNaN(alive[row]) ? dropoutReason : null;
        put(purchases, row, known.purchases());
        put(silence, row, known.silence());
        put(discounted, row, known.discounted());
        put(errors, row, known.errors());
    }

    void abstain(int row, @Nullable String reason) {
        forecastReasons[row] = reason;
        aliveReasons[row] = reason;
    }

    private static void put(double[][] columns, int row, double[] values) {
        for (int i = 0; i < columns.length; i++) {
            columns[i][row] = values[i];
        }
    }

    List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column.Texts("forecast_abstain_reason", Arrays.asList(forecastReasons)));
        columns.add(new Column.Numbers("p_alive", alive));
        columns.add(new Column.Numbers("p_alive_error", aliveErrors));
        columns.add(new Column.Texts("p_alive_abstain_reason", Arrays.asList(aliveReasons)));
        add(columns, "expected_purchases_", Outlook.HORIZON_DAYS, "d", purchases);
        add(columns, "no_purchase_probability_", Outlook.HORIZON_DAYS, "d", silence);
        add(columns, "discounted_purchases_", Outlook.HORIZON_MONTHS, "m", discounted);
        add(columns, "discounted_purchases_error_", Outlook.HORIZON_MONTHS, "m", errors);
        return columns;
    }

    private static void add(List<Column> columns, String name, int[] horizons, String unit, double[][] values) {
        for (int h = 0; h < horizons.length; h++) {
            columns.add(new Column.Numbers(name + horizons[h] + unit, values[h]));
        }
    }
}

package io.clientele.estimate.purchase;

import io.clientele.estimate.Column;
import io.clientele.estimate.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of a table of fitted models, by their texts; columns by the names that {@link PurchaseModels} gives them. */
final class Parameters {

    private final Table fits;
    private final Map<List<@Nullable String>, Integer> rows = new HashMap<>();

    /** @param keys the text columns by which rows are found */
    Parameters(Table fits, List<String> keys) {
        this.fits = fits;
        List<Column.Texts> texts = keys.stream().map(fits::texts).toList();
        for (int row = 0; row < fits.rowCount(); row++) {
            rows.put(key(texts, row), row);
        }
    }

    static List<@Nullable String> key(List<Column.Texts> texts, int row) {
        List<@Nullable String> key = new ArrayList<>(texts.size());
        texts.forEach(column -> key.add(column.values().get(row)));
        return key;
    }

    Optional<Integer> row(List<@Nullable String> key) {
        return Optional.ofNullable(rows.get(key));
    }

    @Nullable
    String text(String column, int row) {
        return fits.texts(column).values().get(row);
    }

    /** In the order of the model's parameters. */
    double[] of(PurchaseModel model, int row) {
        return model.parameters().stream()
                .mapToDouble(name -> fits.numbers(name)[row])
                .toArray();
    }

    /** Of the logarithms of the model's parameters. */
    double[][] covariance(PurchaseModel model, int row) {
        int n = model.parameters().size();
        double[][] covariance = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                covariance[i][j] = fits.numbers(PurchaseModels.covarianceName(i, j))[row];
            }
        }
        return covariance;
    }
}

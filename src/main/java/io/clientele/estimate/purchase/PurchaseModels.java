package io.clientele.estimate.purchase;

import io.clientele.estimate.Column;
import io.clientele.estimate.Estimator;
import io.clientele.estimate.Groups;
import io.clientele.estimate.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * Fits the models of repeat buying by maximum likelihood: BG/NBD, MBG/NBD, NBD and Pareto/NBD.
 *
 * <p>Reads one row per cell of equal customers: {@code repeat_count}, {@code recency_days} (first to last purchase), {@code age_days} (first
 * purchase to today) and {@code customer_count}. Writes a row for each key and model: {@code model}, {@code status}, the parameters
 * {@code r}, {@code alpha} (weeks), {@code a}, {@code b}, {@code s}, {@code beta} (weeks), the covariance of the logarithms of the model's own
 * parameters ({@code covariance_11} to {@code covariance_44}, in that order), the customers and repeat purchases, the log-likelihood,
 * the largest derivative that is left by a log parameter, and the evaluations that it took.
 */
public final class PurchaseModels implements Estimator {

    private static final List<String> PARAMETERS = List.of("r", "alpha", "a", "b", "s", "beta");
    private static final int MOST_PARAMETERS = 4;

    private final String name;
    private final Set<PurchaseModel> models;

    private PurchaseModels(String name, Set<PurchaseModel> models) {
        this.name = name;
        this.models = models;
    }

    /** All four models. */
    public PurchaseModels() {
        this("purchase-models", EnumSet.allOf(PurchaseModel.class));
    }

    /** The models that forecast, without the Pareto/NBD, which only checks them and takes the longest. */
    public static PurchaseModels thatForecast() {
        return new PurchaseModels(
                "purchase-models-that-forecast", EnumSet.complementOf(EnumSet.of(PurchaseModel.PARETO_NBD)));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Table estimate(Table cells) {
        Groups groups = Groups.of(cells);
        List<List<PurchaseFit>> fits = groups.rows().stream()
                .map(rows -> PurchaseFit.of(models, PurchaseCells.of(cells, rows)))
                .toList();
        List<PurchaseFit> all = fits.stream().flatMap(List::stream).toList();
        List<Column> columns = new ArrayList<>();
        for (Column.Texts key : groups.keys()) {
            columns.add(new Column.Texts(
                    key.name(),
                    IntStream.range(0, fits.size())
                            .boxed()
                            .flatMap(group ->
                                    Collections.nCopies(
                                            fits.get(group).size(), key.values().get(group))
                                            .stream())
                            .toList()));
        }
        columns.add(new Column.Texts(
                "model", all.stream().map(fit -> fit.model().name()).toList()));
        columns.add(new Column.Texts(
                "status", all.stream().map(fit -> fit.status().name()).toList()));
        for (String parameter : PARAMETERS) {
            columns.add(numbers(parameter, all, fit -> parameter(fit, parameter)));
        }
        for (int i = 0; i < MOST_PARAMETERS; i++) {
            for (int j = i; j < MOST_PARAMETERS; j++) {
                int row = i;
                int column = j;
                columns.add(numbers(covarianceName(i, j), all, fit -> covariance(fit, row, column)));
            }
        }
        columns.add(counts("customer_count", all, PurchaseFit::customerCount));
        columns.add(counts("repeat_count", all, PurchaseFit::repeatCount));
        columns.add(numbers("log_likelihood", all, PurchaseFit::logLikelihood));
        columns.add(numbers("gradient_norm", all, PurchaseFit::gradientNorm));
        columns.add(counts("evaluations", all, PurchaseFit::evaluations));
        return new Table(columns);
    }

    static String covarianceName(int i, int j) {
        return "covariance_" + (Math.min(i, j) + 1) + (Math.max(i, j) + 1);
    }

    private static double parameter(PurchaseFit fit, String name) {
        int at = fit.model().parameters().indexOf(name);
        return at < 0 ? Double.NaN : fit.parameters()[at];
    }

    private static double covariance(PurchaseFit fit, int row, int column) {
        return column < fit.covariance().length ? fit.covariance()[row][column] : Double.NaN;
    }

    private static Column numbers(String name, List<PurchaseFit> fits, ToDoubleFunction<PurchaseFit> value) {
        return new Column.Numbers(name, fits.stream().mapToDouble(value).toArray());
    }

    private static Column counts(String name, List<PurchaseFit> fits, ToLongFunction<PurchaseFit> value) {
        return new Column.Counts(name, fits.stream().mapToLong(value).toArray());
    }
}

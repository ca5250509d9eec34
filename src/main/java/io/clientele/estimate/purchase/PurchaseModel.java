package io.clientele.estimate.purchase;

import java.util.List;

/** The models of repeat buying, by the names that relations use. */
enum PurchaseModel {
    BG_NBD(List.of("r", "alpha", "a", "b")),
    MBG_NBD(List.of("r", "alpha", "a", "b")),
    NBD(List.of("r", "alpha")),
    PARETO_NBD(List.of("r", "alpha", "s", "beta"));

    private final List<String> parameters;

    PurchaseModel(List<String> parameters) {
        this.parameters = parameters;
    }

    /** The names of the parameters, in the order of every vector of them; alpha and beta in weeks. */
    List<String> parameters() {
        return parameters;
    }

    Likelihood likelihood(PurchaseCells cells) {
        return switch (this) {
            case BG_NBD -> new BetaGeometricLikelihood(cells, false);
            case MBG_NBD -> new BetaGeometricLikelihood(cells, true);
            case NBD -> new NbdLikelihood(cells);
            case PARETO_NBD -> new ParetoLikelihood(cells);
        };
    }

    /** @throws IllegalArgumentException for the Pareto/NBD */
    Forecast forecast(double[] parameters) {
        return switch (this) {
            case BG_NBD -> betaGeometric(parameters, false);
            case MBG_NBD -> betaGeometric(parameters, true);
            case NBD -> new NbdForecast(parameters[0], parameters[1]);
            case PARETO_NBD ->
                throw new IllegalArgumentException("Cannot forecast by PARETO_NBD: it only checks the other models");
        };
    }

    private static Forecast betaGeometric(double[] parameters, boolean isFirstPurchaseAnOccasion) {
        return new BetaGeometricForecast(
                parameters[0], parameters[1], parameters[2], parameters[3], isFirstPurchaseAnOccasion);
    }

    double[][] starts() {
        return switch (this) {
            case BG_NBD, MBG_NBD -> new double[][] {{0.5, 5, 0.5, 2}, {1, 3, 1, 3}};
            case NBD -> new double[][] {{0.5, 5}, {1, 3}};
            case PARETO_NBD -> new double[][] {{0.5, 10, 0.5, 10}, {1, 3, 1, 3}};
        };
    }
}

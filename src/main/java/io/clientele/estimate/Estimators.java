package io.clientele.estimate;

import io.clientele.estimate.price.PricePriors;
import io.clientele.estimate.price.PriceSlopes;
import io.clientele.estimate.purchase.PurchaseForecasts;
import io.clientele.estimate.purchase.PurchaseModels;
import io.clientele.estimate.purchase.PurchaseScores;
import java.util.List;
import java.util.Optional;

/** Every estimator that a contract may name. */
public final class Estimators {

    private static final List<Estimator> ALL = List.of(
            new LogNormalCycle(),
            new GammaGamma(),
            new PurchaseModels(),
            PurchaseModels.thatForecast(),
            new PurchaseForecasts(),
            new PurchaseScores(),
            new PriceSlopes(),
            new PricePriors());

    private Estimators() {}

    public static Optional<Estimator> named(String name) {
        return ALL.stream().filter(estimator -> estimator.name().equals(name)).findFirst();
    }

    public static List<String> names() {
        return ALL.stream().map(Estimator::name).toList();
    }
}

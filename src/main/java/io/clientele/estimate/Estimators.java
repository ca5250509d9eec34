package io.clientele.estimate;

import io.clientele.estimate.churn.Logistic;
import io.clientele.estimate.churn.LogisticScores;
import io.clientele.estimate.price.PricePriors;
import io.clientele.estimate.price.PriceSlopes;
import io.clientele.estimate.purchase.PurchaseForecasts;
import io.clientele.estimate.purchase.PurchaseModels;
import io.clientele.estimate.purchase.PurchaseScores;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every estimator and every scorer that a contract may name. */
public final class Estimators {

    private static final List<Estimator> ALL = List.of(
            new LogNormalCycle(),
            new GammaGamma(),
            new PurchaseModels(),
            PurchaseModels.thatForecast(),
            new PriceSlopes(),
            new PricePriors(),
            new Logistic());

    private static final List<Scorer> SCORERS =
            List.of(new PurchaseForecasts(), new PurchaseScores(), new LogisticScores());

    private Estimators() {}

    public static Optional<Estimator> named(String name) {
        return ALL.stream().filter(estimator -> estimator.name().equals(name)).findFirst();
    }

    /** What scores by parameters that another relation holds. */
    public static Optional<Scorer> scorer(String name) {
        return SCORERS.stream().filter(scorer -> scorer.name().equals(name)).findFirst();
    }

    /** The names of both. */
    public static List<String> names() {
        return Stream.concat(ALL.stream().map(Estimator::name), SCORERS.stream().map(Scorer::name))
                .toList();
    }
}

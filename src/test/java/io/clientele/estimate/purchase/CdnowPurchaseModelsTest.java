package io.clientele.estimate.purchase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.estimate.purchase.Cdnow.Golden;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The CDNOW sample against figures that were computed independently (scipy) and against published ones. */
class CdnowPurchaseModelsTest {

    private static final Offset<Double> EXACT = within(1e-6);
    private static final double WEEKS = 39;

    private static final Forecast BG = PurchaseModel.BG_NBD.forecast(
            new double[] {0.2425945224268204, 4.4136020188302085, 0.7929220170431923, 2.425906776075431});
    private static final Forecast MBG = PurchaseModel.MBG_NBD.forecast(
            new double[] {0.5248431589470104, 6.183085278410869, 0.8913593909752784, 1.6140022411830155});
    private static final Forecast PARETO =
            new ParetoForecast(0.5532770470878902, 10.577683466210347, 0.6062399881706415, 11.668735253422097);

    private static Cdnow cdnow;
    private static List<PurchaseFit> fits;

    @BeforeAll
    static void fit() {
        cdnow = Cdnow.read();
        fits = PurchaseFit.all(cdnow.cells());
    }

    @Test
    void the2357CustomersAre1016CellsWith2457RepeatsAnd1411WhoNeverCameBack() {
        PurchaseCells cells = cdnow.cells();
        assertThat(cells.size()).isEqualTo(1016);
        assertThat(cells.customerCount()).isEqualTo(2357);
        assertThat(cells.repeatCount()).isEqualTo(2457);
        assertThat(cdnow.customers().stream().filter(c -> c.repeats() == 0)).hasSize(1411);
    }

    @ParameterizedTest
    @CsvSource({
        "BG_NBD,     0.2425945224268204, 4.4136020188302085, 0.7929220170431923, 2.425906776075431,  -9582.429206673933",
        "MBG_NBD,    0.5248431589470104, 6.183085278410869,  0.8913593909752784, 1.6140022411830155, -9582.135715553748",
        "NBD,        0.3847661481376289, 12.072022707389868, ,                   ,                   -9763.65761467259",
        "PARETO_NBD, 0.5532770470878902, 10.577683466210347, 0.6062399881706415, 11.668735253422097, -9594.976178939545"
    })
    void fourModelsFindTheReferencesParametersToOneInTenThousand(
            PurchaseModel model, double first, double second, Double third, Double fourth, double logLikelihood) {
        PurchaseFit fit = fits.get(model.ordinal());
        assertThat(fit.model()).isEqualTo(model);
        assertThat(fit.status()).isEqualTo(PurchaseFit.Status.FITTED);
        double[] expected = third == null ? new double[] {first, second} : new double[] {first, second, third, fourth};
        for (int i = 0; i < expected.length; i++) {
            assertThat(fit.parameters()[i]).isCloseTo(expected[i], within(1e-4 * expected[i]));
        }
        assertThat(fit.logLikelihood()).isCloseTo(logLikelihood, EXACT);
        assertThat(fit.gradientNorm()).isLessThan(1e-5);
    }

    @ParameterizedTest
    @CsvSource({
        "BG_NBD,     0.012557392731622227, 0.37822472472347207, 0.18573800590515652, 0.705430293928749",
        "MBG_NBD,    0.08326661843740678,  0.6956115221433332,  0.15478737490854627, 0.5374828981712484",
        "PARETO_NBD, 0.04762860130240911,  0.8427266643836567,  0.18729214185892784, 6.2114850454227595"
    })
    void standardErrorsAreTheReferencesToOnePercent(
            PurchaseModel model, double first, double second, double third, double fourth) {
        PurchaseFit fit = fits.get(model.ordinal());
        double[] expected = {first, second, third, fourth};
        for (int i = 0; i < expected.length; i++) {
            double error = fit.parameters()[i] * Math.sqrt(fit.covariance()[i][i]);
            assertThat(error).isCloseTo(expected[i], within(0.01 * expected[i]));
        }
    }

    @Test
    void atAPointAwayFromTheMaximumLikelihoodAndGradientAreTheReferences() {
        double[] point = {0.5, 6, 1.2, 3.3};
        double[] gradient = new double[4];
        double logLikelihood = new BetaGeometricLikelihood(cdnow.cells(), false).at(logs(point), gradient);
        assertThat(logLikelihood).isCloseTo(-9783.444285619724, EXACT);
        double[] expected = {-1481.20735438333, 55.43984130628458, -16.155314188769115, 2.8038803889162836};
        for (int i = 0; i < point.length; i++) {
            assertThat(gradient[i] / point[i]).isCloseTo(expected[i], EXACT);
        }
        assertThat(new BetaGeometricLikelihood(cdnow.cells(), false).at(logs(1, 1, 1, 1), gradient))
                .isCloseTo(-13887.712624944237, EXACT);
    }

    @Test
    void aNewCustomerBuys1195TimesIn39WeeksAnd1444TimesIn52() {
        assertThat(BG.purchasesIfAlive(0, 0, 39)).isCloseTo(1.195010040677626, EXACT);
        assertThat(BG.purchasesIfAlive(0, 0, 52)).isCloseTo(1.4440123973775785, EXACT);
        assertThat(PARETO.purchasesIfAlive(0, 0, 52)).isCloseTo(1.4734342882804392, EXACT);
    }

    @Test
    void thePublishedPointsComeOut() {
        assertThat(BG.aliveProbability(26, 30.86, 31)).isCloseTo(0.9689185222700513, EXACT);
        assertThat(purchases(BG, 26, 30.86, 31, 52)).isCloseTo(25.75904058481589, EXACT);
        assertThat(BG.aliveProbability(2, 30.43, 38.86)).isCloseTo(0.7266091626415603, EXACT);
        assertThat(purchases(BG, 2, 30.43, 38.86, 39)).isCloseTo(1.225906835449803, EXACT);
        assertThat(PARETO.aliveProbability(26, 30.86, 31)).isCloseTo(0.9979178930831287, EXACT);
        assertThat(purchases(PARETO, 26, 30.86, 31, 52)).isCloseTo(25.456318381010178, EXACT);
        assertThat(PARETO.aliveProbability(0, 0, 39)).isCloseTo(0.2942763, EXACT);
    }

    @Test
    void all2357CustomersHaveTheReferencesChancesAndExpectations() {
        assertThat(cdnow.customers()).hasSize(2357).allSatisfy(customer -> {
            assertThat(alive(BG, customer)).isCloseTo(customer.aliveBg(), EXACT);
            assertThat(alive(MBG, customer)).isCloseTo(customer.aliveMbg(), EXACT);
            assertThat(alive(PARETO, customer)).isCloseTo(customer.alivePareto(), EXACT);
            assertThat(purchases(BG, customer)).isCloseTo(customer.purchasesBg(), EXACT);
            assertThat(purchases(MBG, customer)).isCloseTo(customer.purchasesMbg(), EXACT);
            assertThat(purchases(PARETO, customer)).isCloseTo(customer.purchasesPareto(), EXACT);
            double silence =
                    1 - alive(BG, customer) * BG.purchaseProbabilityIfAlive(customer.repeats(), customer.age(), WEEKS);
            assertThat(silence).isCloseTo(customer.silenceBg(), EXACT);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "BG_NBD,     1653.4086979886129, 0.6256474513479187, 0.785454236608755,  1.6079820107448808",
        "MBG_NBD,    1576.7283018527382, 0.6272530306795727, 0.7647789493324618, 1.6071826574379142",
        "PARETO_NBD, 1665.513107668985,  0.6302225071747437, 0.7545234833481461, 1.6028479995382505"
    })
    void theFittedModelsForecastThe1882HoldoutPurchasesAsTheReferencesDo(
            PurchaseModel model, double total, double pearson, double absolute, double square) {
        Forecast forecast = ParetoForecast.of(model, fits.get(model.ordinal()).parameters());
        Comparison comparison = compare(customer -> purchases(forecast, customer));
        assertThat(comparison.actual()).isEqualTo(1882);
        assertThat(comparison.predicted()).isCloseTo(total, within(1e-3));
        assertThat(comparison.pearson()).isCloseTo(pearson, EXACT);
        assertThat(comparison.meanAbsoluteError()).isCloseTo(absolute, EXACT);
        assertThat(comparison.rootMeanSquareError()).isCloseTo(square, EXACT);
    }

    @Test
    void eachModelIsBetterThanTheNaiveRateWithItsErrorOf102() {
        Comparison naive = compare(customer -> customer.repeats() / customer.age() * WEEKS);
        assertThat(naive.predicted()).isCloseTo(2930.1011257197324, EXACT);
        assertThat(naive.pearson()).isCloseTo(0.5839434389757541, EXACT);
        assertThat(naive.meanAbsoluteError()).isCloseTo(1.0236691632673869, EXACT);
        assertThat(naive.rootMeanSquareError()).isCloseTo(2.2119180886046252, EXACT);
        assertThat(compare(customer -> 1882.0 / 2357).meanAbsoluteError()).isCloseTo(1.1335127007736008, EXACT);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1411, 0.23671155, 0.22508733, 0.18516121, 0.13844690, 1.00000000, 0.40880748, 0.33766396",
        "1, 439,  0.69703872, 0.52313117, 0.55135846, 0.59947067, 0.47359040, 0.43626834, 0.52059217",
        "2, 214,  1.39252336, 1.04413412, 1.04895184, 1.19583672, 0.53956669, 0.51590351, 0.63376499",
        "3, 100,  1.56000000, 1.52027951, 1.49293258, 1.71384337, 0.55211709, 0.53420079, 0.65163005",
        "4, 62,   2.53225806, 2.16386580, 2.10430855, 2.39830820, 0.61674095, 0.60176437, 0.72058662",
        "5, 38,   2.94736842, 2.65384589, 2.56355289, 2.90720771, 0.61135020, 0.60007381, 0.70954616",
        "6, 29,   3.86206897, 3.50404230, 3.36082071, 3.81855931, 0.69100938, 0.67852410, 0.79760078",
        "7, 64,   6.35937500, 6.15719051, 5.84850895, 6.40306710, 0.72162475, 0.71366242, 0.80208099"
    })
    void theHoldoutByRepeatsIsThatOfTheReference(
            int repeats,
            int count,
            double actual,
            double bg,
            double mbg,
            double pareto,
            double aliveBg,
            double aliveMbg,
            double alivePareto) {
        List<Golden> some = cdnow.customers().stream()
                .filter(customer -> Math.min(7, customer.repeats()) == repeats)
                .toList();
        assertThat(some).hasSize(count);
        assertThat(mean(some, Golden::holdout)).isCloseTo(actual, EXACT);
        Function<PurchaseModel, Forecast> fitted =
                model -> ParetoForecast.of(model, fits.get(model.ordinal()).parameters());
        List<PurchaseModel> models = List.of(PurchaseModel.BG_NBD, PurchaseModel.MBG_NBD, PurchaseModel.PARETO_NBD);
        double[] purchases = {bg, mbg, pareto};
        double[] alives = {aliveBg, aliveMbg, alivePareto};
        for (int i = 0; i < purchases.length; i++) {
            Forecast forecast = fitted.apply(models.get(i));
            assertThat(mean(some, customer -> purchases(forecast, customer))).isCloseTo(purchases[i], EXACT);
            assertThat(mean(some, customer -> alive(forecast, customer))).isCloseTo(alives[i], EXACT);
        }
    }

    private static double alive(Forecast forecast, Golden customer) {
        return forecast.aliveProbability(customer.repeats(), customer.recency(), customer.age());
    }

    private static double purchases(Forecast forecast, Golden customer) {
        return purchases(forecast, customer.repeats(), customer.recency(), customer.age(), WEEKS);
    }

    private static double purchases(Forecast forecast, int repeats, double recency, double age, double weeks) {
        return forecast.aliveProbability(repeats, recency, age) * forecast.purchasesIfAlive(repeats, age, weeks);
    }

    private static double mean(List<Golden> customers, ToDoubleFunction<Golden> value) {
        return customers.stream().mapToDouble(value).average().orElseThrow();
    }

    private record Comparison(
            double predicted, double actual, double pearson, double meanAbsoluteError, double rootMeanSquareError) {}

    private static Comparison compare(ToDoubleFunction<Golden> prediction) {
        List<Golden> customers = cdnow.customers();
        double meanPredicted = mean(customers, prediction);
        double meanActual = mean(customers, Golden::holdout);
        double together =
                mean(customers, c -> (prediction.applyAsDouble(c) - meanPredicted) * (c.holdout() - meanActual));
        double predictedVariance = mean(customers, c -> Math.pow(prediction.applyAsDouble(c) - meanPredicted, 2));
        double actualVariance = mean(customers, c -> Math.pow(c.holdout() - meanActual, 2));
        return new Comparison(
                meanPredicted * customers.size(),
                customers.stream().mapToDouble(Golden::holdout).sum(),
                together / Math.sqrt(predictedVariance * actualVariance),
                mean(customers, c -> Math.abs(prediction.applyAsDouble(c) - c.holdout())),
                Math.sqrt(mean(customers, c -> Math.pow(prediction.applyAsDouble(c) - c.holdout(), 2))));
    }

    private static double[] logs(double... parameters) {
        return Arrays.stream(parameters).map(Math::log).toArray();
    }
}

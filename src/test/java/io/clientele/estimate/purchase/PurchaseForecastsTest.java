package io.clientele.estimate.purchase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.estimate.Column;
import io.clientele.estimate.Scorer;
import io.clientele.estimate.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PurchaseForecastsTest {

    private static final double[] MBG = {0.5, 10, 2, 6};
    private static final double[][] EXACT = new double[4][4];
    private static final double MONTH = 365.25 / 12 / 7;

    @ParameterizedTest
    @CsvSource({
        "0.5, 10, 2, 6",
        "0.2426, 4.41, 0.79, 2.43",
        "3.36, 33, 0.17, 3.6",
        "0.5, 0.3, 1.000000001, 0.2",
        "0.01, 200, 0.001, 0.001",
        "120, 900, 0.9, 40",
        "0.7, 6, 300, 9000"
    })
    void theSeriesSayWhatTheFormulaSaysToNineDigits(double r, double alpha, double a, double b) {
        Forecast forecast = PurchaseModel.MBG_NBD.forecast(new double[] {r, alpha, a, b});
        double[] times = {30 / 7.0, MONTH, 52, 36 * MONTH};
        PurchasesAhead ahead = new PurchasesAhead(forecast, times);
        for (int repeats : new int[] {0, 1, 7, 60, 400}) {
            for (int age : new int[] {0, 3, 500, 4_000}) {
                double[] found = ahead.of(repeats, age);
                for (int k = 0; k < times.length; k++) {
                    double expected = forecast.purchasesIfAlive(repeats, age / 7.0, times[k]);
                    assertThat(found[k]).isCloseTo(expected, within(1e-9 * expected));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 20})
    void customersWhoAllDropOutAlikeHaveTheMeanOfAGeometricChance(int repeats) {
        // Beta(a, b) with a and b in the thousands is a chance of a / (a + b), here 0.1; then expectations are in
        // closed form.
        double s = 2.0 + repeats;
        double time = 13.0 / (20 + 5);
        double expected = (1 - Math.pow(1 + 0.1 * time, -s)) / 0.1;
        Forecast forecast = PurchaseModel.MBG_NBD.forecast(new double[] {2, 20, 1e6, 9e6});
        assertThat(forecast.purchasesIfAlive(repeats, 5, 13)).isCloseTo(expected, within(1e-5 * expected));
    }

    @Test
    void withoutADiscountThreeYearsAreTheExpectationOf36Months() {
        Outlook outlook = new Outlook(PurchaseModel.MBG_NBD, MBG, EXACT, 0);
        Forecast forecast = PurchaseModel.MBG_NBD.forecast(MBG);
        double alive = forecast.aliveProbability(2, 10, 20);
        Outlook.Prospect prospect = outlook.of(2, 70, 140);
        assertThat(prospect.discounted()[0])
                .isCloseTo(alive * forecast.purchasesIfAlive(2, 20, 12 * MONTH), within(1e-10));
        assertThat(prospect.discounted()[1])
                .isCloseTo(alive * forecast.purchasesIfAlive(2, 20, 36 * MONTH), within(1e-10));
        assertThat(prospect.errors()).containsOnly(0);
    }

    @Test
    void monthlyDiscountingInTheMiddleOfMonthsIsWithinTwoInAThousandOfWeeks() {
        double weekly = 0;
        Forecast forecast = PurchaseModel.MBG_NBD.forecast(MBG);
        double d = Math.pow(1.15, 1.0 / (365.25 / 7));
        for (int week = 1; week <= 52; week++) {
            weekly += (forecast.purchasesIfAlive(2, 20, week) - forecast.purchasesIfAlive(2, 20, week - 1))
                    / Math.pow(d, week - 0.5);
        }
        weekly +=
                (forecast.purchasesIfAlive(2, 20, 12 * MONTH) - forecast.purchasesIfAlive(2, 20, 52)) / Math.pow(d, 52);
        double monthly = new Outlook(PurchaseModel.MBG_NBD, MBG, EXACT, 0.15)
                        .of(2, 70, 140)
                        .discounted()[0]
                / forecast.aliveProbability(2, 10, 20);
        assertThat(monthly).isCloseTo(weekly, within(0.002 * weekly));
    }

    @Test
    void theErrorOfARateIsThatOfItsTwoParameters() {
        // ln of (r + 1) / (alpha + 10): slopes 1 / 2 and -1 / 2 at r = 1 and alpha = 10.
        double[][] covariance = {{0.04, 0.01}, {0.01, 0.09}};
        Outlook outlook = new Outlook(PurchaseModel.NBD, new double[] {1, 10}, covariance, 0.1);
        double expected = Math.sqrt(0.25 * 0.04 - 2 * 0.25 * 0.01 + 0.25 * 0.09);
        assertThat(outlook.of(1, 7, 70).errors()[0]).isCloseTo(expected, within(1e-6));
        assertThat(outlook.of(1, 7, 70).errors()[1]).isCloseTo(expected, within(1e-6));
    }

    @Test
    void theErrorOfTheDiscountedPurchasesIsTheirSpreadOver20000DrawsOfTheParameters() {
        double[][] covariance = {
            {0.0025, 0.001, 0, 0}, {0.001, 0.0016, 0, 0}, {0, 0, 0.0036, 0.002}, {0, 0, 0.002, 0.0025}
        };
        double[] spread = spread(covariance, 20_000);
        double[] errors = new Outlook(PurchaseModel.MBG_NBD, MBG, covariance, 0.1)
                .of(2, 70, 140)
                .errors();
        assertThat(errors[0]).isCloseTo(spread[0], within(0.03 * spread[0]));
        assertThat(errors[1]).isCloseTo(spread[1], within(0.03 * spread[1]));
    }

    private static double[] spread(double[][] covariance, int draws) {
        var random = new Random(20261120);
        double[] sums = new double[2];
        double[] squares = new double[2];
        for (int draw = 0; draw < draws; draw++) {
            Forecast forecast = PurchaseModel.MBG_NBD.forecast(drawn(covariance, random));
            double alive = forecast.aliveProbability(2, 10, 20);
            for (int h = 0; h < 2; h++) {
                double log = Math.log(alive * discounted(forecast, Outlook.HORIZON_MONTHS[h]));
                sums[h] += log;
                squares[h] += log * log;
            }
        }
        return new double[] {deviation(sums[0], squares[0], draws), deviation(sums[1], squares[1], draws)};
    }

    /** Parameters of which the first two, and the last two, vary together. */
    private static double[] drawn(double[][] covariance, Random random) {
        double[] parameters = MBG.clone();
        for (int pair = 0; pair < 4; pair += 2) {
            double one = random.nextGaussian();
            double other = random.nextGaussian();
            double first = Math.sqrt(covariance[pair][pair]);
            double together = covariance[pair][pair + 1] / first;
            parameters[pair] *= Math.exp(first * one);
            parameters[pair + 1] *=
                    Math.exp(together * one + Math.sqrt(covariance[pair + 1][pair + 1] - together * together) * other);
        }
        return parameters;
    }

    private static double deviation(double sum, double squares, int draws) {
        return Math.sqrt((squares - sum * sum / draws) / (draws - 1));
    }

    private static double discounted(Forecast forecast, int months) {
        double sum = 0;
        double before = 0;
        for (int month = 1; month <= months; month++) {
            double until = forecast.purchasesIfAlive(2, 20, month * MONTH);
            sum += (until - before) * Math.pow(1.1, -(month - 0.5) / 12);
            before = until;
        }
        return sum;
    }

    @Test
    void whoIsCertainlyGoneIsWorthNothingAndOfAnErrorOfAtMostFive() {
        Outlook outlook = new Outlook(
                PurchaseModel.MBG_NBD,
                new double[] {0.5, 6, 0.8, 2.5},
                new double[][] {{4, 0, 0, 0}, {0, 4, 0, 0}, {0, 0, 4, 0}, {0, 0, 0, 4}},
                0.1);
        Outlook.Prospect gone = outlook.of(5_000, 5_000, 40_000);
        assertThat(gone.aliveProbability()).isBetween(0.0, 1e-300);
        assertThat(gone.purchases()[3]).isBetween(0.0, 1e-290);
        assertThat(gone.silence()[3]).isEqualTo(1);
        assertThat(gone.errors()[1]).isEqualTo(5);
        Outlook.Prospect dense = outlook.of(400, 400, 400);
        assertThat(dense.aliveProbability()).isBetween(0.99, 1.0);
        assertThat(dense.purchases()[0]).isBetween(20.0, 31.0);
    }

    @Test
    void withoutDropoutThe1ReasonStandsBesideAForecastAndWithoutAModelBesideNone() {
        Table nbd = forecasts(choice("NBD", "NO_SKILL", "DROPOUT_NOT_IDENTIFIED"));
        assertThat(nbd.numbers("p_alive")).containsOnly(Double.NaN);
        assertThat(nbd.numbers("p_alive_error")).containsOnly(Double.NaN);
        assertThat(nbd.texts("p_alive_abstain_reason").values()).containsOnly("DROPOUT_NOT_IDENTIFIED");
        assertThat(nbd.texts("choice_reason").values()).containsOnly("NO_SKILL");
        assertThat(nbd.texts("forecast_abstain_reason").values()).containsOnlyNulls();
        assertThat(nbd.numbers("no_purchase_probability_90d")[0])
                .isCloseTo(Math.pow(1 + 90 / 7.0 / (10 + 10), -1.5), within(1e-12));
        Table none = forecasts(choice(null, "TOO_FEW_OBSERVATIONS", "TOO_FEW_OBSERVATIONS"));
        assertThat(none.texts("model").values()).containsOnlyNulls();
        assertThat(none.texts("forecast_abstain_reason").values()).containsOnly("TOO_FEW_OBSERVATIONS");
        assertThat(none.numbers("expected_purchases_365d")).containsOnly(Double.NaN);
        assertThat(none.numbers("discounted_purchases_error_36m")).containsOnly(Double.NaN);
    }

    @Test
    void aLevelThatNobodyFittedHas2RowsWithoutAForecastForTooFewObservations() {
        Table choices = choice("MBG_NBD", "DEFAULT", null);
        Table others = new PurchaseForecasts().by(choices).of(cells("parent", 70, 70));
        assertThat(others.texts("forecast_abstain_reason").values())
                .containsExactly("TOO_FEW_OBSERVATIONS", "TOO_FEW_OBSERVATIONS");
    }

    @Test
    void bgNbdCallsAOneTimeBuyerAliveForCertainAndMbgNbdDoesNot() {
        Table bg = forecasts(choice("BG_NBD", "DEFAULT", null));
        assertThat(bg.numbers("p_alive")[1]).isEqualTo(1);
        assertThat(bg.numbers("p_alive_error")[1]).isEqualTo(0);
        assertThat(forecasts(choice("MBG_NBD", "DEFAULT", null)).numbers("p_alive")[1])
                .isCloseTo(1 / (1 + 2 / 6.0 * Math.sqrt(2)), within(1e-12));
    }

    @Test
    void theErrorOfTheLogOddsToBeAliveIsTheirSpreadOver20000DrawsOfTheParameters() {
        double[][] covariance = {
            {0.0025, 0.001, 0, 0}, {0.001, 0.0016, 0, 0}, {0, 0, 0.0036, 0.002}, {0, 0, 0.002, 0.0025}
        };
        var random = new Random(20261120);
        double sum = 0;
        double squares = 0;
        int draws = 20_000;
        for (int draw = 0; draw < draws; draw++) {
            double alive =
                    PurchaseModel.MBG_NBD.forecast(drawn(covariance, random)).aliveProbability(2, 10, 20);
            double odds = Math.log(alive / (1 - alive));
            sum += odds;
            squares += odds * odds;
        }
        double spread = deviation(sum, squares, draws);
        assertThat(new Outlook(PurchaseModel.MBG_NBD, MBG, covariance, 0.1)
                        .of(2, 70, 140)
                        .aliveError())
                .isCloseTo(spread, within(0.03 * spread));
    }

    @Test
    void rowsGiveTheSameBitsInOnePieceAndOneByOneAndInAnyOrder() {
        Scorer.Scores scores = new PurchaseForecasts().by(choice("MBG_NBD", "DEFAULT", null));
        Table together = scores.of(cells("customer", 70, 700, 70, 7));
        int[] ages = {70, 7, 70, 700};
        int[] places = {2, 3, 0, 1};
        for (int i = 0; i < ages.length; i++) {
            int repeats = places[i] % 2 == 0 ? 1 : 0;
            Table alone = scores.of(table("customer", new int[] {repeats}, new int[] {ages[i]}));
            for (String column : List.of("p_alive", "expected_purchases_365d", "discounted_purchases_error_36m")) {
                assertThat(alone.numbers(column)[0]).isEqualTo(together.numbers(column)[places[i]]);
            }
        }
    }

    private static Table forecasts(Table choice) {
        return new PurchaseForecasts().by(choice).of(cells("customer", 70, 70));
    }

    /** Customers of these ages, in turn with one repeat after a week and with none. */
    private static Table cells(String level, int... ages) {
        return table(level, IntStream.range(0, ages.length).map(i -> 1 - i % 2).toArray(), ages);
    }

    private static Table table(String level, int[] repeats, int[] ages) {
        return new Table(List.of(
                new Column.Texts("level", Collections.nCopies(ages.length, level)),
                new Column.Counts(
                        "repeat_count", Arrays.stream(repeats).asLongStream().toArray()),
                new Column.Counts(
                        "recency_days",
                        Arrays.stream(repeats).mapToLong(count -> 7L * count).toArray()),
                new Column.Counts("age_days", Arrays.stream(ages).asLongStream().toArray()),
                repeated("annual_discount_rate", 0.1, ages.length)));
    }

    private static Table choice(@Nullable String model, String reason, @Nullable String dropoutReason) {
        List<Column> columns = new ArrayList<>(List.of(
                new Column.Texts("level", List.of("customer")),
                new Column.Texts("model", Collections.singletonList(model)),
                new Column.Texts("choice_reason", List.of(reason)),
                new Column.Texts("dropout_abstain_reason", Collections.singletonList(dropoutReason))));
        List<String> names = PurchaseModel.MBG_NBD.parameters();
        for (int i = 0; i < names.size(); i++) {
            columns.add(repeated(names.get(i), MBG[i], 1));
            for (int j = i; j < names.size(); j++) {
                columns.add(repeated(PurchaseModels.covarianceName(i, j), 0, 1));
            }
        }
        return new Table(columns);
    }

    private static Column repeated(String name, double value, int times) {
        double[] values = new double[times];
        Arrays.fill(values, value);
        return new Column.Numbers(name, values);
    }
}

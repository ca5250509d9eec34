package io.clientele.estimate.purchase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.estimate.Column;
import io.clientele.estimate.Table;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PurchaseModelsTest {

    private static final double[] TRUTH = {0.25, 4.5, 0.8, 2.5};

    private final PurchaseModels estimator = new PurchaseModels();

    @ParameterizedTest
    @EnumSource
    void gradientsAreTheDifferencesOfTheLikelihoodToSixDigits(PurchaseModel model) {
        Likelihood likelihood = model.likelihood(cells(
                row(0, 0, 90, 7), row(0, 0, 0, 2), row(1, 40, 90, 3), row(12, 300, 365, 2), row(400, 399, 400, 1)));
        int n = likelihood.parameterCount();
        double[] point = Arrays.copyOf(new double[] {-0.3, 1.7, 0.4, 1.1}, n);
        double[] gradient = new double[n];
        likelihood.at(point, gradient);
        for (int i = 0; i < n; i++) {
            double difference = (shifted(likelihood, point, i, 1e-5) - shifted(likelihood, point, i, -1e-5)) / 2e-5;
            assertThat(gradient[i]).isCloseTo(difference, within(1e-6 * Math.max(1, Math.abs(difference))));
        }
    }

    @Test
    void twoHundredThousandSimulatedCustomersReturnTheParametersThatMadeThemToThreePercent() {
        Table table = new SimulatedBuyers(20261120).cells(200_000, 730, TRUTH[0], TRUTH[1], TRUTH[2], TRUTH[3]);
        PurchaseFit fit = fit(table, PurchaseModel.BG_NBD);
        assertThat(table.rowCount()).as("cells, enough for the fit by weeks").isGreaterThan(20_000);
        assertThat(fit.status()).isEqualTo(PurchaseFit.Status.FITTED);
        for (int i = 0; i < TRUTH.length; i++) {
            assertThat(fit.parameters()[i]).isCloseTo(TRUTH[i], within(0.03 * TRUTH[i]));
            double error = Math.log(fit.parameters()[i] / TRUTH[i]) / Math.sqrt(fit.covariance()[i][i]);
            assertThat(error).as("in standard errors").isBetween(-3.0, 3.0);
        }
        assertThat(fit.gradientNorm()).isLessThan(1e-6);
        assertThat(fit(table, PurchaseModel.PARETO_NBD).status()).isEqualTo(PurchaseFit.Status.TOO_MANY_CELLS);
    }

    @Test
    void theWayOverWeeksEndsAtTheSameMaximumAsTheStraightOne() {
        PurchaseCells cells = cells(new SimulatedBuyers(7).cells(60_000, 730, 1, 8, 0.6, 3));
        assertThat(cells.size()).isGreaterThan(20_000);
        Optimum overWeeks = PurchaseFit.maximum(PurchaseModel.MBG_NBD, cells);
        Optimum straight = Ascent.of(
                PurchaseModel.MBG_NBD.likelihood(cells), cells.customerCount(), PurchaseModel.MBG_NBD.starts());
        assertThat(overWeeks.logLikelihood()).isCloseTo(straight.logLikelihood(), within(1e-6));
        for (int i = 0; i < 4; i++) {
            assertThat(overWeeks.logs()[i]).isCloseTo(straight.logs()[i], within(1e-8));
        }
    }

    @Test
    void customersWhoNeverDropOutHaveNoDropoutToIdentify() {
        Table table = new SimulatedBuyers(11).cells(3_000, 400, 0.7, 9, 1e-9, 1);
        PurchaseFit fit = fit(table, PurchaseModel.MBG_NBD);
        assertThat(fit.status()).isEqualTo(PurchaseFit.Status.DROPOUT_NOT_IDENTIFIED);
        assertThat(fit.parameters()).containsOnly(Double.NaN);
        PurchaseFit nbd = fit(table, PurchaseModel.NBD);
        assertThat(nbd.status()).isEqualTo(PurchaseFit.Status.FITTED);
        assertThat(nbd.parameters()[0]).isCloseTo(0.7, within(0.05));
        assertThat(nbd.parameters()[1]).isCloseTo(9, within(0.6));
    }

    @Test
    void aCellOfFiveCustomersCountsAsFiveCellsOfOne() {
        long[][] few = {row(0, 0, 90, 5), row(2, 40, 90, 1), row(5, 80, 95, 1), row(1, 70, 200, 1)};
        long[][] many = {
            row(0, 0, 90, 1),
            row(0, 0, 90, 1),
            row(0, 0, 90, 1),
            row(0, 0, 90, 1),
            row(0, 0, 90, 1),
            row(2, 40, 90, 1),
            row(5, 80, 95, 1),
            row(1, 70, 200, 1)
        };
        PurchaseFit one = fit(table(few), PurchaseModel.NBD);
        PurchaseFit other = fit(table(many), PurchaseModel.NBD);
        assertThat(one.customerCount()).isEqualTo(8).isEqualTo(other.customerCount());
        assertThat(one.logLikelihood()).isCloseTo(other.logLikelihood(), within(1e-9));
        assertThat(one.parameters()[0]).isCloseTo(other.parameters()[0], within(1e-6));
    }

    @Test
    void oneCustomerHasNoModel() {
        assertThat(statuses(row(3, 60, 80, 1)))
                .containsExactly("ONE_CUSTOMER", "ONE_CUSTOMER", "ONE_CUSTOMER", "ONE_CUSTOMER");
    }

    @Test
    void aMarketOfOneTimeBuyersHasNoModelAlsoWhereAllCameToday() {
        assertThat(statuses(row(0, 0, 90, 40), row(0, 0, 3, 2))).containsOnly("NO_REPEATS");
        assertThat(statuses(row(0, 0, 0, 40))).containsOnly("NO_REPEATS");
    }

    @Test
    void aHundredIdenticalCustomersShareOneRateOf3In26Weeks() {
        Table fits = estimator.estimate(table(row(3, 140, 182, 100)));
        assertThat(fits.texts("status").values())
                .containsExactly(
                        "DROPOUT_NOT_IDENTIFIED",
                        "DROPOUT_NOT_IDENTIFIED",
                        "NO_BETWEEN_VARIANCE",
                        "DROPOUT_NOT_IDENTIFIED");
        assertThat(fits.numbers("r")[2] / fits.numbers("alpha")[2]).isCloseTo(3.0 / 26, within(1e-6));
        assertThat(fits.numbers("covariance_11")[2]).isFinite().isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 4})
    void customersWhoAllDropOutAlikeLeaveTheShapeOpenButNotTheirChanceOf1In10(long seed) {
        Table table = new SimulatedBuyers(seed).cells(3_000, 730, 0.8, 3, 1e6, 9e6);
        Optimum found = PurchaseFit.maximum(PurchaseModel.MBG_NBD, cells(table));
        assertThat(found.logs()[3]).as("b rises until its bound").isCloseTo(Place.BOUND, within(1e-6));
        assertThat(found.parameter(2) / (found.parameter(2) + found.parameter(3)))
                .isCloseTo(0.1, within(0.01));
        PurchaseFit fit = fit(table, PurchaseModel.MBG_NBD);
        assertThat(fit.status()).isEqualTo(PurchaseFit.Status.NO_BETWEEN_VARIANCE);
        assertThat(fit.parameters()[2] / (fit.parameters()[2] + fit.parameters()[3]))
                .isCloseTo(0.1, within(0.01));
        assertThat(fit.covariance()[3][3]).as("b says nothing").isGreaterThan(5);
        assertThat(fit.covariance()[2][2] - 2 * fit.covariance()[2][3] + fit.covariance()[3][3])
                .as("of the logarithm of a / b much is known")
                .isBetween(1e-4, 1e-2);
        assertThat(fit.logLikelihood()).isFinite();
        assertThat(fit(table, PurchaseModel.NBD).status()).isEqualTo(PurchaseFit.Status.FITTED);
    }

    @Test
    void twoCustomersAnd400PurchasesOnConsecutiveDaysOverflowNowhere() {
        for (long[][] rows : List.of(
                new long[][] {row(400, 400, 400, 1), row(0, 0, 0, 1)},
                new long[][] {row(400, 400, 800, 1), row(1, 1, 1, 1)},
                new long[][] {row(5_000, 5_000, 5_000, 3), row(0, 0, 5_000, 1)})) {
            Table fits = estimator.estimate(table(rows));
            for (int model = 0; model < 4; model++) {
                boolean isUsable = List.of("FITTED", "NO_BETWEEN_VARIANCE")
                        .contains(fits.texts("status").values().get(model));
                assertThat(Double.isFinite(fits.numbers("r")[model])).isEqualTo(isUsable);
                assertThat(fits.numbers("log_likelihood")[model]).isFinite();
                assertThat(fits.numbers("gradient_norm")[model]).isFinite();
                assertThat(Double.isFinite(fits.numbers("covariance_22")[model]))
                        .isEqualTo(isUsable);
            }
        }
    }

    @Test
    void eachKeyIsFittedByItselfAndGivesFourRows() {
        Table fits = estimator.estimate(new Table(List.of(
                new Column.Texts("level", List.of("customer", "customer", "parent")),
                new Column.Counts("repeat_count", new long[] {0, 2, 1}),
                new Column.Counts("recency_days", new long[] {0, 30, 9}),
                new Column.Counts("age_days", new long[] {90, 90, 90}),
                new Column.Counts("customer_count", new long[] {9, 9, 1}))));
        assertThat(fits.texts("level").values())
                .containsExactly(
                        "customer", "customer", "customer", "customer", "parent", "parent", "parent", "parent");
        assertThat(fits.texts("model").values().subList(0, 4))
                .containsExactly("BG_NBD", "MBG_NBD", "NBD", "PARETO_NBD");
        assertThat(fits.texts("status").values().subList(4, 8)).containsOnly("ONE_CUSTOMER");
        assertThat(fits.counts("customer_count")[0]).isEqualTo(18);
        assertThat(fits.counts("repeat_count")[0]).isEqualTo(18);
    }

    @Test
    void theSameCellsGiveTheSameBits() {
        Table table = new SimulatedBuyers(3).cells(400, 365, 0.5, 6, 0.5, 2);
        Table once = estimator.estimate(table);
        Table again = estimator.estimate(table);
        for (String column : List.of("r", "alpha", "a", "b", "covariance_12", "log_likelihood")) {
            assertThat(again.numbers(column)).isEqualTo(once.numbers(column));
        }
        assertThat(once.texts("status").values()).containsOnly("FITTED");
    }

    private static double shifted(Likelihood likelihood, double[] point, int i, double by) {
        double[] shifted = point.clone();
        shifted[i] += by;
        return likelihood.at(shifted, new double[point.length]);
    }

    private List<String> statuses(long[]... rows) {
        Table fits = estimator.estimate(table(rows));
        assertThat(fits.numbers("r")).containsOnly(Double.NaN);
        assertThat(fits.numbers("covariance_11")).containsOnly(Double.NaN);
        return fits.texts("status").values();
    }

    private static PurchaseFit fit(Table table, PurchaseModel model) {
        return PurchaseFit.all(cells(table)).get(model.ordinal());
    }

    private static PurchaseCells cells(long[]... rows) {
        return cells(table(rows));
    }

    private static PurchaseCells cells(Table table) {
        return PurchaseCells.of(table, IntStream.range(0, table.rowCount()).toArray());
    }

    private static long[] row(long repeats, long recency, long age, long customers) {
        return new long[] {repeats, recency, age, customers};
    }

    private static Table table(long[]... rows) {
        return new Table(List.of(
                column("repeat_count", 0, rows),
                column("recency_days", 1, rows),
                column("age_days", 2, rows),
                column("customer_count", 3, rows)));
    }

    private static Column column(String name, int at, long[]... rows) {
        return new Column.Counts(
                name, Arrays.stream(rows).mapToLong(row -> row[at]).toArray());
    }
}

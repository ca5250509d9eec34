package io.clientele.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class GammaGammaTest {

    private final GammaGamma estimator = new GammaGamma();

    @Test
    void the946RepeatersOfCdnowGiveThePublishedShapes6And3AndScale15() throws IOException {
        Table fit = estimator.estimate(CdnowSpend.cells(CdnowSpend.customers()));
        Percentage tolerance = Percentage.withPercentage(0.01);
        assertThat(text(fit, "status")).isEqualTo("FITTED");
        assertThat(fit.counts("customer_count")[0]).isEqualTo(946);
        assertThat(fit.counts("excluded_count")[0]).isZero();
        assertThat(fit.numbers("p")[0]).isCloseTo(6.2495723, tolerance);
        assertThat(fit.numbers("q")[0]).isCloseTo(3.7442247, tolerance);
        assertThat(fit.numbers("gamma")[0]).isCloseTo(15.4435210, tolerance);
        assertThat(fit.numbers("mean_amount")[0]).isCloseTo(35.1703713, tolerance);
        assertThat(fit.numbers("log_likelihood")[0]).isCloseTo(-4055.917695, within(1e-6));
        assertThat(fit.numbers("gradient_norm")[0]).isLessThan(1e-6);
    }

    @Test
    void theStandardErrorsOnCdnowAreThoseOfTheObservedInformation() throws IOException {
        Table fit = estimator.estimate(CdnowSpend.cells(CdnowSpend.customers()));
        Percentage tolerance = Percentage.withPercentage(1);
        assertThat(fit.numbers("p")[0] * Math.sqrt(fit.numbers("log_p_variance")[0]))
                .isCloseTo(1.19006, tolerance);
        assertThat(fit.numbers("q")[0] * Math.sqrt(fit.numbers("log_q_variance")[0]))
                .isCloseTo(0.290133, tolerance);
        assertThat(fit.numbers("gamma")[0] * Math.sqrt(fit.numbers("log_gamma_variance")[0]))
                .isCloseTo(4.15943, tolerance);
    }

    @Test
    void theGradientAndTheCurvatureAreTheCentralDifferencesOfTheLogLikelihood() {
        RepeatSpend spend = RepeatSpend.of(
                new long[] {1, 3, 3, 12}, new double[] {20, 31.5, 8.25, 44}, new long[] {1, 2, 1, 5}, rows(4));
        double[] logs = {0.7, 1.2, 2.5};
        NewtonAscent.Place place = spend.at(logs);
        double step = 1e-5;
        for (int i = 0; i < 3; i++) {
            NewtonAscent.Place above = spend.at(moved(logs, i, step));
            NewtonAscent.Place below = spend.at(moved(logs, i, -step));
            assertThat(place.gradient()[i]).isCloseTo((above.value() - below.value()) / (2 * step), within(1e-6));
            for (int j = 0; j < 3; j++) {
                assertThat(place.curvature()[i][j])
                        .isCloseTo((above.gradient()[j] - below.gradient()[j]) / (2 * step), within(1e-6));
            }
        }
    }

    @Test
    void fiftyThousandSimulatedCustomersReturnTheParametersThatMadeThemWithin3StandardErrors() {
        Table fit = estimator.estimate(SimulatedSpend.of(50_000, 6, 4, 15, 20261120));
        assertThat(text(fit, "status")).isEqualTo("FITTED");
        assertThat(Math.log(fit.numbers("p")[0] / 6)).isCloseTo(0, within(3 * error(fit, "log_p_variance")));
        assertThat(Math.log(fit.numbers("q")[0] / 4)).isCloseTo(0, within(3 * error(fit, "log_q_variance")));
        assertThat(Math.log(fit.numbers("gamma")[0] / 15)).isCloseTo(0, within(3 * error(fit, "log_gamma_variance")));
        assertThat(error(fit, "log_gamma_variance")).isLessThan(0.05);
        assertThat(fit.numbers("mean_amount")[0]).isCloseTo(30, Percentage.withPercentage(1));
    }

    @Test
    void amountsInCentsGiveTheSameShapesAndAScaleAHundredTimesAsLarge() {
        Table euros = SimulatedSpend.of(2_000, 6, 4, 15, 1);
        Table cents = new Table(List.of(
                euros.column("repeat_count"),
                new Column.Numbers(
                        "mean_repeat_amount",
                        Arrays.stream(euros.numbers("mean_repeat_amount"))
                                .map(amount -> amount * 100)
                                .toArray()),
                euros.column("sum_log_amount"),
                euros.column("sum_squared_log_amount"),
                euros.column("customer_count")));
        Table inEuros = estimator.estimate(euros);
        Table inCents = estimator.estimate(cents);
        assertThat(inCents.numbers("p")[0]).isCloseTo(inEuros.numbers("p")[0], Percentage.withPercentage(1e-6));
        assertThat(inCents.numbers("q")[0]).isCloseTo(inEuros.numbers("q")[0], Percentage.withPercentage(1e-6));
        assertThat(inCents.numbers("gamma")[0])
                .isCloseTo(100 * inEuros.numbers("gamma")[0], Percentage.withPercentage(1e-6));
    }

    @Test
    void aCellOfFiveCustomersCountsAsFiveCellsOfOne() {
        Table five = estimator.estimate(cells(new long[] {2, 3, 1}, new double[] {10, 20, 55}, new long[] {5, 5, 5}));
        Table each = estimator.estimate(cells(
                IntStream.range(0, 15)
                        .mapToLong(i -> new long[] {2, 3, 1}[i / 5])
                        .toArray(),
                IntStream.range(0, 15)
                        .mapToDouble(i -> new double[] {10, 20, 55}[i / 5])
                        .toArray(),
                IntStream.range(0, 15).mapToLong(i -> 1).toArray()));
        assertThat(five.numbers("log_likelihood")[0]).isCloseTo(each.numbers("log_likelihood")[0], within(1e-9));
        assertThat(five.numbers("mean_amount")[0])
                .isCloseTo(each.numbers("mean_amount")[0], Percentage.withPercentage(1e-6));
        assertThat(five.counts("customer_count")[0]).isEqualTo(15);
    }

    @Test
    void noPublishedNumberIsInfiniteWhateverTheStatus() {
        for (Table cells : List.of(
                cells(new long[] {0}, new double[] {Double.NaN}, ones(1)),
                cells(new long[] {7}, new double[] {120}, ones(1)),
                cells(new long[] {1, 2}, new double[] {50, 50}, ones(2)),
                cells(new long[] {1, 1}, new double[] {1, 1e9}, ones(2)),
                cells(new long[] {400, 3, 2}, new double[] {10, 10.5, 11}, ones(3)),
                SimulatedSpend.of(500, 3, 0.3, 10, 2),
                SimulatedSpend.of(500, 6, 4, 15, 2))) {
            for (Column column : estimator.estimate(cells).columns()) {
                if (column instanceof Column.Numbers numbers) {
                    assertThat(Double.isInfinite(numbers.values()[0]))
                            .as(column.name())
                            .isFalse();
                }
            }
        }
    }

    @Test
    void eachOfThreeStartsReachesTheSummitInAtMost15Evaluations() {
        Table fit = estimator.estimate(SimulatedSpend.of(3_000, 6, 4, 15, 4));
        assertThat(fit.counts("evaluations")[0]).isLessThanOrEqualTo(45);
        assertThat(fit.numbers("gradient_norm")[0]).isLessThan(3e-7);
    }

    @Test
    void theSameTableGivesTheSameBits() {
        Table cells = SimulatedSpend.of(3_000, 2, 3, 100, 5);
        assertThat(estimator.estimate(cells).numbers("mean_amount")[0])
                .isEqualTo(estimator.estimate(cells).numbers("mean_amount")[0]);
    }

    @Test
    void aCompanyWithoutARepeatHasNoMeanAndSaysNoRepeats() {
        Table fit = estimator.estimate(cells(new long[] {0, 0}, new double[] {Double.NaN, Double.NaN}, ones(2)));
        assertThat(text(fit, "status")).isEqualTo("NO_REPEATS");
        assertThat(text(fit, "method")).isEqualTo("NONE");
        assertThat(fit.numbers("mean_amount")[0]).isNaN();
        assertThat(fit.counts("customer_count")[0]).isZero();
    }

    @Test
    void oneRepeaterDoesNotTellHowMuchCustomersDiffer() {
        Table fit = estimator.estimate(cells(new long[] {7, 0}, new double[] {120, Double.NaN}, ones(2)));
        assertThat(text(fit, "status")).isEqualTo("ONE_CUSTOMER");
        assertThat(text(fit, "method")).isEqualTo("NONE");
    }

    @Test
    void fourCustomersWhoAllSpend50HaveAMeanOf50WithoutError() {
        Table fit = estimator.estimate(cells(new long[] {1, 2, 3, 4}, new double[] {50, 50, 50, 50}, ones(4)));
        assertThat(text(fit, "status")).isEqualTo("ALL_EQUAL");
        assertThat(text(fit, "method")).isEqualTo("POOLED_MEAN");
        assertThat(fit.numbers("mean_amount")[0]).isEqualTo(50);
        assertThat(fit.numbers("pooled_error")[0]).isZero();
    }

    @Test
    void threeCustomersWithoutAPositiveAmountAreExcludedAndCounted() {
        Table fit = estimator.estimate(
                cells(new long[] {1, 2, 3, 4, 5}, new double[] {0, -3, Double.POSITIVE_INFINITY, 20, 30}, new long[] {
                    1, 1, 1, 1, 1
                }));
        assertThat(fit.counts("excluded_count")[0]).isEqualTo(3);
        assertThat(fit.counts("customer_count")[0]).isEqualTo(2);
        assertThat(fit.numbers("mean_amount")[0]).isBetween(20.0, 30.0);
    }

    @Test
    void customersWhoDifferByChanceAloneShareOneMeanOf100() {
        // Ten occasions each, all drawn alike: the means vary by what single amounts vary, over ten.
        SplittableRandom random = new SplittableRandom(3);
        int size = 2_000;
        long[] counts = new long[size];
        double[] means = new double[size];
        for (int i = 0; i < size; i++) {
            counts[i] = 1 + i % 20;
            means[i] = 100 * SimulatedSpend.gamma(random, (int) (2 * counts[i])) / (2 * counts[i]);
        }
        Table fit = estimator.estimate(cells(counts, means, ones(size)));
        assertThat(text(fit, "method")).isEqualTo("GAMMA_GAMMA");
        assertThat(fit.numbers("mean_amount")[0]).isCloseTo(100, Percentage.withPercentage(2));
        assertThat(fit.numbers("q")[0]).isGreaterThan(100);
    }

    @Test
    void scalesWithoutAMeanAreLeftToTheLogNormalModel() {
        // q = 0.6: the mean of the customers' means is infinite.
        Table fit = estimator.estimate(SimulatedSpend.of(3_000, 3, 0.6, 10, 11));
        assertThat(text(fit, "status")).isEqualTo("INFINITE_MEAN");
        assertThat(text(fit, "method")).isEqualTo("LOG_NORMAL");
        assertThat(fit.numbers("q")[0]).isCloseTo(0.6, within(0.05));
        assertThat(fit.numbers("log_between_variance")[0]).isPositive();
        assertThat(fit.numbers("mean_amount")[0]).isPositive().isLessThan(Double.POSITIVE_INFINITY);
    }

    @Test
    void amountsOfABillionAndOfACentAreFittedAlike() {
        Table fit = estimator.estimate(
                cells(new long[] {400, 1, 2, 30}, new double[] {1e9, 0.01, 5, 100}, new long[] {1, 1, 1, 1}));
        assertThat(text(fit, "method")).isNotEqualTo("NONE");
        assertThat(fit.numbers("mean_amount")[0]).isPositive().isLessThan(1e15);
    }

    @Test
    void eachStratumIsFittedByItself() {
        Table all = SimulatedSpend.of(1_000, 6, 4, 15, 8);
        Table fit = estimator.estimate(new Table(List.of(
                new Column.Texts(
                        "stratum",
                        IntStream.range(0, 1_000)
                                .mapToObj(i -> i < 700 ? "LOW" : "HIGH")
                                .toList()),
                all.column("repeat_count"),
                all.column("mean_repeat_amount"),
                all.column("sum_log_amount"),
                all.column("sum_squared_log_amount"),
                all.column("customer_count"))));
        assertThat(((Column.Texts) fit.columns().get(0)).values()).containsExactly("LOW", "HIGH");
        assertThat(fit.counts("customer_count")).containsExactly(700, 300);
    }

    private static int[] rows(int size) {
        return IntStream.range(0, size).toArray();
    }

    private static double[] moved(double[] logs, int index, double step) {
        double[] moved = logs.clone();
        moved[index] += step;
        return moved;
    }

    private static long[] ones(int size) {
        return IntStream.range(0, size).mapToLong(i -> 1).toArray();
    }

    /** Cells whose every amount is the customer's mean. */
    private static Table cells(long[] counts, double[] means, long[] customers) {
        return cells(
                counts,
                means,
                IntStream.range(0, counts.length)
                        .mapToDouble(i -> counts[i] * Math.log(means[i]))
                        .toArray(),
                IntStream.range(0, counts.length)
                        .mapToDouble(i -> counts[i] * Math.log(means[i]) * Math.log(means[i]))
                        .toArray(),
                customers);
    }

    private static Table cells(long[] counts, double[] means, double[] logs, double[] squares, long[] customers) {
        return new Table(List.of(
                new Column.Counts("repeat_count", counts),
                new Column.Numbers("mean_repeat_amount", means),
                new Column.Numbers("sum_log_amount", logs),
                new Column.Numbers("sum_squared_log_amount", squares),
                new Column.Counts("customer_count", customers)));
    }

    private static double error(Table table, String variance) {
        return Math.sqrt(table.numbers(variance)[0]);
    }

    private static String text(Table table, String name) {
        return ((Column.Texts) table.column(name)).values().get(0);
    }
}

package io.clientele.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogNormalCycleTest {

    private final LogNormalCycle estimator = new LogNormalCycle();

    @Test
    void threeBalancedCustomersGiveTheAnalysisOfVarianceInClosedForm() {
        // Log gaps 1 and 3, 3 and 5, 5 and 7: each varies by 2 inside; the means 2, 4, 6 vary by 4, of which 2 / 2 is
        // noise.
        Table fit = estimator.estimate(cells(new long[] {2, 2, 2}, new double[] {4, 8, 12}, new double[] {10, 34, 74}));
        assertThat(text(fit, "status")).isEqualTo("FITTED");
        assertThat(fit.numbers("sigma2")[0]).isCloseTo(2, within(1e-12));
        assertThat(fit.numbers("m")[0]).isCloseTo(4, within(1e-9));
        assertThat(fit.numbers("tau2")[0]).isCloseTo(3, within(1e-6));
        assertThat(fit.counts("gap_count")[0]).isEqualTo(6);
    }

    @Test
    void tenThousandSimulatedCustomersReturnTheParametersThatMadeThem() {
        Random random = new Random(20261120);
        int size = 10_000;
        long[] gaps = new long[size];
        double[] sums = new double[size];
        double[] squares = new double[size];
        for (int i = 0; i < size; i++) {
            gaps[i] = 1 + random.nextInt(9);
            double own = 3.7 + Math.sqrt(0.46) * random.nextGaussian();
            for (int gap = 0; gap < gaps[i]; gap++) {
                double log = own + Math.sqrt(0.77) * random.nextGaussian();
                sums[i] += log;
                squares[i] += log * log;
            }
        }
        Table fit = estimator.estimate(cells(gaps, sums, squares));
        assertThat(fit.numbers("m")[0]).isCloseTo(3.7, within(0.02));
        assertThat(fit.numbers("sigma2")[0]).isCloseTo(0.77, within(0.01));
        assertThat(fit.numbers("tau2")[0]).isCloseTo(0.46, within(0.02));
    }

    @Test
    void aCellOfFiveCustomersCountsAsFiveCellsOfOne() {
        Table five = estimator.estimate(new Table(List.of(
                new Column.Counts("gap_count", new long[] {2, 3}),
                new Column.Numbers("sum_log_gap", new double[] {4, 12}),
                new Column.Numbers("sum_squared_log_gap", new double[] {10, 50}),
                new Column.Counts("customer_count", new long[] {5, 1}))));
        Table each = estimator.estimate(cells(
                new long[] {2, 2, 2, 2, 2, 3}, new double[] {4, 4, 4, 4, 4, 12}, new double[] {10, 10, 10, 10, 10, 50
                }));
        assertThat(five.numbers("sigma2")[0]).isCloseTo(each.numbers("sigma2")[0], within(1e-12));
        assertThat(five.numbers("tau2")[0]).isCloseTo(each.numbers("tau2")[0], within(1e-6));
        assertThat(five.counts("customer_count")[0]).isEqualTo(6);
    }

    @Test
    void eachKeyIsFittedByItselfAndGivesOneRow() {
        Table fit = estimator.estimate(new Table(List.of(
                new Column.Texts("level", List.of("customer", "customer", "customer", "parent")),
                new Column.Counts("gap_count", new long[] {2, 2, 2, 1}),
                new Column.Numbers("sum_log_gap", new double[] {4, 8, 12, 1}),
                new Column.Numbers("sum_squared_log_gap", new double[] {10, 34, 74, 1}),
                new Column.Counts("customer_count", new long[] {1, 1, 1, 1}))));
        assertThat(((Column.Texts) fit.columns().get(0)).values()).containsExactly("customer", "parent");
        assertThat(((Column.Texts) fit.columns().get(1)).values()).containsExactly("FITTED", "ONE_CUSTOMER");
        assertThat(fit.numbers("m")[0]).isCloseTo(4, within(1e-9));
        assertThat(fit.numbers("m")[1]).isNaN();
    }

    @Test
    void twoCustomersWithOneGapEachCannotTellWithinFromBetween() {
        Table fit = estimator.estimate(cells(new long[] {1, 1}, new double[] {2, 4}, new double[] {4, 16}));
        assertThat(text(fit, "status")).isEqualTo("NO_REPEATED_GAPS");
        assertThat(fit.numbers("m")[0]).isNaN();
        assertThat(fit.counts("gap_count")[0]).isEqualTo(2);
    }

    @Test
    void aMarketOfOneTimeBuyersHasNoGapsAndOneRowThatSaysSo() {
        Table fit = estimator.estimate(cells(new long[] {0, 0}, new double[] {0, 0}, new double[] {0, 0}));
        assertThat(text(fit, "status")).isEqualTo("NO_GAPS");
        assertThat(fit.counts("customer_count")[0]).isZero();
        assertThat(fit.numbers("sigma2")[0]).isNaN();
    }

    @Test
    void fourCustomersWithTheSameMeanShareOneCycle() {
        Table fit = estimator.estimate(
                cells(new long[] {2, 2, 2, 2}, new double[] {6, 6, 6, 6}, new double[] {20, 20, 20, 20}));
        assertThat(text(fit, "status")).isEqualTo("NO_BETWEEN_VARIANCE");
        assertThat(fit.numbers("tau2")[0]).isZero();
        assertThat(fit.numbers("m")[0]).isCloseTo(3, within(1e-12));
    }

    @Test
    void meansThatDifferLessThanChanceGiveZeroBetweenVariance() {
        // Inside each customer the variance is 8, so means of two gaps differ by 4 from chance alone; here they differ
        // by 0.02.
        Table fit = estimator.estimate(cells(new long[] {2, 2}, new double[] {6, 6.4}, new double[] {26, 28.48}));
        assertThat(text(fit, "status")).isEqualTo("NO_BETWEEN_VARIANCE");
        assertThat(fit.numbers("tau2")[0]).isZero();
        assertThat(fit.numbers("m")[0]).isCloseTo(3.1, within(1e-12));
    }

    @Test
    void twoClocksHaveNoWithinVariance() {
        Table fit = estimator.estimate(cells(new long[] {2, 2}, new double[] {4, 6}, new double[] {8, 18}));
        assertThat(text(fit, "status")).isEqualTo("NO_WITHIN_VARIANCE");
    }

    @Test
    void aMissingColumnIsNamedBesideThoseFound() {
        assertThatThrownBy(() -> estimator.estimate(new Table(List.of(new Column.Counts("gap_count", new long[] {1})))))
                .hasMessageContaining("customer_count")
                .hasMessageContaining("found only [gap_count]");
    }

    private static Table cells(long[] gaps, double[] sums, double[] squares) {
        long[] ones = new long[gaps.length];
        Arrays.fill(ones, 1);
        return new Table(List.of(
                new Column.Counts("gap_count", gaps),
                new Column.Numbers("sum_log_gap", sums),
                new Column.Numbers("sum_squared_log_gap", squares),
                new Column.Counts("customer_count", ones)));
    }

    private static String text(Table table, String name) {
        return table.texts().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow()
                .values()
                .get(0);
    }
}

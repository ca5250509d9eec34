package io.clientele.estimate.churn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.clientele.estimate.Column;
import io.clientele.estimate.Table;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against what a two by two table says in closed form, and against the equations that hold at the optimum. */
class LogisticTest {

    private static final double NONE = Double.NaN;

    @Test
    void withoutAPenaltyTheCoefficientIsTheLogOddsRatioOf30In100Against10In100() {
        Table fit = fit(0, new double[] {1, 1, 0, 0}, new long[] {1, 0, 1, 0}, new long[] {30, 70, 10, 90});

        double perUnit = fit.numbers("coefficient")[1] / fit.numbers("deviation")[1];
        assertThat(perUnit).isCloseTo(Math.log(30.0 / 70 * 90 / 10), within(1e-9));
        double error = fit.numbers("coefficient_error")[1] / fit.numbers("deviation")[1];
        assertThat(error).isCloseTo(Math.sqrt(1.0 / 30 + 1.0 / 70 + 1.0 / 10 + 1.0 / 90), within(1e-9));
        assertThat(fit.numbers("mean")[1]).isEqualTo(0.5);
        assertThat(fit.texts("status").values()).containsOnly("FITTED");
        assertThat(fit.counts("silent_count")[0]).isEqualTo(40);
    }

    @Test
    void theLogLikelihoodIsThatOfTheFourCells() {
        Table fit = fit(0, new double[] {1, 1, 0, 0}, new long[] {1, 0, 1, 0}, new long[] {30, 70, 10, 90});

        assertThat(fit.numbers("log_likelihood")[0])
                .isCloseTo(
                        30 * Math.log(0.3) + 70 * Math.log(0.7) + 10 * Math.log(0.1) + 90 * Math.log(0.9),
                        within(1e-9));
    }

    @Test
    void withAPenaltyOf5TheResidualsAddUpTo0AndTheirProductsWithTheSignalToThePenaltyTimesTheCoefficient() {
        double[] signal = IntStream.range(0, 200).mapToDouble(i -> i % 17).toArray();
        long[] silent = IntStream.range(0, 200)
                .mapToLong(i -> (i % 17) * 7 % 20 > (i * 31) % 23 ? 1 : 0)
                .toArray();
        Table fit = fit(5, signal, silent, ones(200));

        double mean = fit.numbers("mean")[1];
        double deviation = fit.numbers("deviation")[1];
        double[] coefficients = fit.numbers("coefficient");
        double residuals = 0;
        double products = 0;
        for (int i = 0; i < signal.length; i++) {
            double place = (signal[i] - mean) / deviation;
            double residual = silent[i] - 1 / (1 + Math.exp(-coefficients[0] - coefficients[1] * place));
            residuals += residual;
            products += residual * place;
        }
        assertThat(residuals).isCloseTo(0, within(1e-7));
        assertThat(products).isCloseTo(5 * coefficients[1], within(1e-7));
        assertThat(fit.numbers("gradient_norm")[0]).isLessThan(1e-8);
    }

    @Test
    void aSignalThatSeparatesAllKeepsAFiniteCoefficientUnderAPenalty() {
        Table fit = fit(1, new double[] {1, 1, 0, 0}, new long[] {1, 1, 0, 0}, new long[] {50, 50, 50, 50});

        assertThat(fit.texts("status").values()).containsOnly("FITTED");
        assertThat(fit.numbers("coefficient")[1]).isBetween(2.0, 10.0);
    }

    @Test
    void aWeightOf3IsTheSameAsThreeRows() {
        Table weighted = fit(1, new double[] {1, 2, 4, 3}, new long[] {1, 0, 1, 0}, new long[] {3, 3, 3, 3});
        Table repeated = fit(
                1,
                new double[] {1, 1, 1, 2, 2, 2, 4, 4, 4, 3, 3, 3},
                new long[] {1, 1, 1, 0, 0, 0, 1, 1, 1, 0, 0, 0},
                ones(12));

        assertThat(weighted.numbers("coefficient")[1]).isCloseTo(repeated.numbers("coefficient")[1], within(1e-12));
    }

    @Test
    void whatIsNotKnownOfOneAccountCountsAsTheMeanOfTheOthers() {
        Table unknown = fit(1, new double[] {1, 2, 4, 5, NONE}, new long[] {1, 0, 1, 0, 1}, ones(5));

        assertThat(unknown.numbers("mean")[1]).isEqualTo(3);
        assertThat(unknown.counts("known_count")[1]).isEqualTo(4);
        assertThat(unknown.texts("status").values()).containsOnly("FITTED");
    }

    @Test
    void aSignalThatNobodyHasOrThatIsTheSameForAllIsNotUsed() {
        Table rows = new Table(List.of(
                counts("fit_number", 1, 4),
                counts("is_training", 1, 4),
                new Column.Counts("is_silent", new long[] {1, 0, 1, 0}),
                counts("account_count", 1, 4),
                counts("least_outcomes", 1, 4),
                new Column.Numbers("penalty", new double[] {1, 1, 1, 1}),
                new Column.Numbers("expected_probability", new double[] {NONE, NONE, NONE, NONE}),
                new Column.Numbers("nobody", new double[] {NONE, NONE, NONE, NONE}),
                new Column.Numbers("alike", new double[] {0.1, 0.1, 0.1, 0.1}),
                new Column.Numbers("spread", new double[] {1, 2, 2, 4})));

        Table fit = new Logistic().estimate(rows);

        assertThat(fit.texts("signal").values()).containsExactly("intercept", "nobody", "alike", "spread");
        assertThat(fit.numbers("coefficient")[1]).isZero();
        assertThat(fit.numbers("coefficient")[2]).isZero();
        assertThat(fit.numbers("coefficient")[3]).isNotZero();
        assertThat(fit.counts("known_count")).containsExactly(4, 0, 4, 4);
    }

    @Test
    void theInterceptMovesUntilTheChancesOfThoseScoredAddUpToWhatIsExpected() {
        Table rows = new Table(List.of(
                counts("fit_number", 1, 7),
                new Column.Counts("is_training", new long[] {1, 1, 1, 1, 0, 0, 0}),
                new Column.Counts("is_silent", new long[] {1, 0, 1, 0, 0, 0, 0}),
                counts("account_count", 10, 7),
                counts("least_outcomes", 1, 7),
                new Column.Numbers("penalty", filled(1, 7)),
                new Column.Numbers("expected_probability", new double[] {NONE, NONE, NONE, NONE, 0.1, 0.2, 0.3}),
                new Column.Numbers("silence", new double[] {5, 1, 3, 2, 4, 2, 1})));

        Table fit = new Logistic().estimate(rows);
        Table scores = new LogisticScores().by(fit).of(scored(new double[] {4, 2, 1}));

        assertThat(Arrays.stream(scores.numbers("churn_probability")).sum()).isCloseTo(0.6, within(1e-9));
        assertThat(scores.numbers("churn_probability")[0]).isGreaterThan(scores.numbers("churn_probability")[1]);
        assertThat(scores.numbers("churn_probability_low")[0]).isLessThan(scores.numbers("churn_probability")[0]);
    }

    @Test
    void allOfOneOutcomeOrTooFewOfOneAreNotFitted() {
        assertThat(fit(1, new double[] {1, 2}, new long[] {1, 1}, new long[] {5, 5})
                        .texts("status")
                        .values())
                .containsOnly("ONE_CLASS");
        Table few = fit(1, 30, new double[] {1, 2}, new long[] {1, 0}, new long[] {29, 500});
        assertThat(few.texts("status").values()).containsOnly("TOO_FEW_OBSERVATIONS");
        assertThat(few.numbers("coefficient")[0]).isNaN();
        assertThat(new LogisticScores().by(few).of(scored(new double[] {1})).numbers("churn_probability")[0])
                .isNaN();
    }

    @Test
    void nobodyToTrainOnIsTooFewAndNobodyAtAllIsNoFit() {
        Table scoredOnly = new Table(List.of(
                counts("fit_number", 1, 1),
                counts("is_training", 0, 1),
                counts("is_silent", 0, 1),
                counts("account_count", 1, 1),
                counts("least_outcomes", 1, 1),
                new Column.Numbers("penalty", filled(1, 1)),
                new Column.Numbers("expected_probability", filled(0.5, 1)),
                new Column.Numbers("silence", filled(4, 1))));

        assertThat(new Logistic().estimate(scoredOnly).texts("status").values()).containsOnly("TOO_FEW_OBSERVATIONS");
        assertThat(fit(1, new double[0], new long[0], new long[0]).rowCount()).isZero();
    }

    @Test
    void rowsThatAreNotSortedAreRefused() {
        Table rows = new Table(List.of(
                new Column.Counts("fit_number", new long[] {2, 1}),
                counts("is_training", 1, 2),
                counts("is_silent", 0, 2),
                counts("account_count", 1, 2),
                counts("least_outcomes", 1, 2),
                new Column.Numbers("penalty", filled(1, 2)),
                new Column.Numbers("expected_probability", filled(NONE, 2))));

        assertThatThrownBy(() -> new Logistic().estimate(rows))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot fit: rows are not sorted by fit_number");
    }

    @Test
    void theSameRowsGiveTheSameBits() {
        double[] signal = IntStream.range(0, 500).mapToDouble(i -> Math.sin(i)).toArray();
        long[] silent =
                IntStream.range(0, 500).mapToLong(i -> i % 3 == 0 ? 1 : 0).toArray();

        assertThat(fit(1, signal, silent, ones(500)).numbers("coefficient"))
                .isEqualTo(fit(1, signal, silent, ones(500)).numbers("coefficient"));
    }

    private static Table fit(double penalty, double[] signal, long[] silent, long[] weights) {
        return fit(penalty, 1, signal, silent, weights);
    }

    private static Table fit(double penalty, long least, double[] signal, long[] silent, long[] weights) {
        int size = signal.length;
        return new Logistic()
                .estimate(new Table(List.of(
                        counts("fit_number", 1, size),
                        counts("is_training", 1, size),
                        new Column.Counts("is_silent", silent),
                        new Column.Counts("account_count", weights),
                        counts("least_outcomes", least, size),
                        new Column.Numbers("penalty", filled(penalty, size)),
                        new Column.Numbers("expected_probability", filled(NONE, size)),
                        new Column.Numbers("silence", signal))));
    }

    private static Table scored(double[] signal) {
        return new Table(List.of(counts("fit_number", 1, signal.length), new Column.Numbers("silence", signal)));
    }

    private static Column counts(String name, long value, int size) {
        long[] values = new long[size];
        Arrays.fill(values, value);
        return new Column.Counts(name, values);
    }

    private static double[] filled(double value, int size) {
        double[] values = new double[size];
        Arrays.fill(values, value);
        return values;
    }

    private static long[] ones(int size) {
        long[] values = new long[size];
        Arrays.fill(values, 1);
        return values;
    }
}

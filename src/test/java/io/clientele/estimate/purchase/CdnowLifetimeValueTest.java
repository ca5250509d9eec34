package io.clientele.estimate.purchase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.estimate.CdnowSpend;
import io.clientele.estimate.GammaGamma;
import io.clientele.estimate.Table;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Purchases times amounts on the CDNOW sample, both fitted here, against the totals of an independent implementation. */
class CdnowLifetimeValueTest {

    private static final double MARGIN = 0.3;
    private static final double ANNUAL_DISCOUNT = 1.15;

    /** Weeks of a calendar year. */
    private static final double YEAR = 365.25 / 7;

    private static final GaussIntegratorFactory INTEGRATORS = new GaussIntegratorFactory();

    private static List<CdnowSpend.Customer> customers;
    private static Forecast purchases;
    private static Forecast endless;
    private static Table spend;

    @BeforeAll
    static void fit() throws IOException {
        customers = CdnowSpend.customers();
        PurchaseCells cells = Cdnow.read().cells();
        purchases = forecast(PurchaseModel.BG_NBD, cells);
        endless = forecast(PurchaseModel.PARETO_NBD, cells);
        spend = new GammaGamma().estimate(CdnowSpend.cells(customers));
    }

    private static Forecast forecast(PurchaseModel model, PurchaseCells cells) {
        Optimum found = Ascent.of(model.likelihood(cells), cells.customerCount(), model.starts());
        return ParetoForecast.of(model, found.parameter(0), found.parameter(1), found.parameter(2), found.parameter(3));
    }

    @Test
    void the52WeeksAreWorth21289In2357LifetimeValuesOf9() throws IOException {
        ToDoubleFunction<CdnowSpend.Customer> value =
                customer -> MARGIN * amount(customer) * discounted(customer, 52, 1, 1, 52);
        double total = customers.stream().mapToDouble(value).sum();
        assertThat(total).isCloseTo(21_289.887724, within(0.01));
        assertThat(total / customers.size()).isCloseTo(9.0326210, within(1e-5));
        Map<String, Double> expected = CdnowSpend.expected("clv52_bg");
        assertThat(expected).hasSize(2357);
        for (CdnowSpend.Customer customer : customers) {
            assertThat(value.applyAsDouble(customer))
                    .as(customer.id())
                    .isCloseTo(expected.getOrDefault(customer.id(), Double.NaN), within(1e-6));
        }
    }

    @Test
    void twelveMonthsDiscountedFromTheirMiddleAreWorth21317AThousandthMoreThanWeekByWeek() {
        double total = customers.stream()
                .mapToDouble(customer -> MARGIN * amount(customer) * discounted(customer, 12, 52.0 / 12, 0.5, 52))
                .sum();
        assertThat(total).isCloseTo(21_317.56, within(0.01));
    }

    @Test
    void twelveCalendarMonthsAreADayLongerThan52WeeksAndWorth21376() {
        double total = customers.stream()
                .mapToDouble(customer -> MARGIN * amount(customer) * discounted(customer, 12, YEAR / 12, 0.5, YEAR))
                .sum();
        assertThat(total).isCloseTo(21_376.07, within(0.05));
    }

    @Test
    void the39WeeksHeldOutAreForecastAt59931With56PercentCorrelation() {
        double[] forecast = customers.stream()
                .mapToDouble(customer -> amount(customer) * expected(customer, 39))
                .toArray();
        double[] actual =
                customers.stream().mapToDouble(CdnowSpend.Customer::heldOut).toArray();
        double total = 0;
        double error = 0;
        double spent = 0;
        for (int i = 0; i < forecast.length; i++) {
            total += forecast[i];
            spent += actual[i];
            error += Math.abs(forecast[i] - actual[i]) / forecast.length;
        }
        assertThat(spent).isCloseTo(70_976.39, within(0.005));
        assertThat(total).isCloseTo(59_931.63, within(0.05));
        assertThat(error).isCloseTo(30.4079, within(1e-4));
        assertThat(correlation(forecast, actual)).isCloseTo(0.5646862, within(1e-6));
    }

    @Test
    void withoutAnEndTheParetoModelExpects7205DiscountedPurchasesWorth78459() {
        double total = 0;
        double worth = 0;
        for (CdnowSpend.Customer customer : customers) {
            double discounted = endlesslyDiscounted(customer);
            total += discounted;
            worth += MARGIN * amount(customer) * discounted;
        }
        assertThat(total).isCloseTo(7_205.548098, within(0.005));
        assertThat(worth).isCloseTo(78_459.501512, within(0.05));
    }

    /** Discounted expected residual transactions (Fader, Hardie and Lee 2005b): by parts, the rate times what is expected by each time, discounted. */
    private static double endlesslyDiscounted(CdnowSpend.Customer customer) {
        int repeats = Math.toIntExact(customer.repeats());
        double rate = Math.log(ANNUAL_DISCOUNT) / 52;
        double sum = 0;
        double from = 0;
        for (double to : new double[] {0.01, 0.1, 0.5, 1, 2, 4, 8, 16, 45}) {
            GaussIntegrator piece = INTEGRATORS.legendre(20, from, to);
            sum += piece.integrate(
                    time -> Math.exp(-time) * endless.purchasesIfAlive(repeats, customer.ageWeeks(), time / rate));
            from = to;
        }
        return endless.aliveProbability(repeats, customer.recencyWeeks(), customer.ageWeeks()) * sum;
    }

    /** Expected value of an occasion (Fader and Hardie 2013, note 025, equation 5). */
    private static double amount(CdnowSpend.Customer customer) {
        double x = customer.repeats();
        double p = spend.numbers("p")[0];
        double spent = x == 0 ? 0 : x * customer.meanRepeat();
        return p * (spend.numbers("gamma")[0] + spent) / (p * x + spend.numbers("q")[0] - 1);
    }

    private static double expected(CdnowSpend.Customer customer, double weeks) {
        int repeats = Math.toIntExact(customer.repeats());
        return purchases.aliveProbability(repeats, customer.recencyWeeks(), customer.ageWeeks())
                * purchases.purchasesIfAlive(repeats, customer.ageWeeks(), weeks);
    }

    /** Purchases of so many steps, each discounted from the given part of its step. */
    private static double discounted(
            CdnowSpend.Customer customer, int steps, double weeks, double part, double weeksOfYear) {
        double sum = 0;
        double before = 0;
        for (int step = 1; step <= steps; step++) {
            double until = expected(customer, step * weeks);
            sum += (until - before) / Math.pow(ANNUAL_DISCOUNT, (step - 1 + part) * weeks / weeksOfYear);
            before = until;
        }
        return sum;
    }

    private static double correlation(double[] one, double[] other) {
        double meanOne = mean(one);
        double meanOther = mean(other);
        double product = 0;
        double squareOne = 0;
        double squareOther = 0;
        for (int i = 0; i < one.length; i++) {
            product += (one[i] - meanOne) * (other[i] - meanOther);
            squareOne += Math.pow(one[i] - meanOne, 2);
            squareOther += Math.pow(other[i] - meanOther, 2);
        }
        return product / Math.sqrt(squareOne * squareOther);
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}

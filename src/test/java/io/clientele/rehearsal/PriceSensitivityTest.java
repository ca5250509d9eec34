package io.clientele.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The shipped price models over simulated and published records, against figures that were computed independently (numpy, R). The references
 * take each line as an observation, so these records enter where the lines of a month are already summed; and they hold prices against one list
 * price for the whole window.
 */
class PriceSensitivityTest {

    private static final Path DATA = Path.of("../shared/reference-data/elasticity");
    private static final Path GOLDEN = Path.of("../shared/reference-data/golden");
    private static final Offset<Double> PRINTED = within(5e-5);
    private static final Offset<Double> SEVEN_DIGITS = within(5e-8);

    private static PriceHouse house;

    @BeforeAll
    static void furnish() {
        assumeTrue(Files.isDirectory(DATA), "skipped: the records of elasticities are not at " + DATA);
        house = new PriceHouse("2026-01-31");
        house.set("config.price", "reference_price_of", "'WINDOW'");
    }

    @AfterAll
    static void close() {
        if (house != null) {
            house.close();
        }
    }

    /** @param observations customer_id, product_id, currency_code, month, quantity, log_unit_price, list_unit_price */
    private static void estimate(String observations, String industryOfCustomer) {
        house.replace("metrics.price_observations", observations);
        house.replace("staged.accounts", """
                select 'customer' as level, customer_id as account_id, customer_id
                from (select distinct customer_id from metrics.price_observations)""");
        house.makeFromObservations(industryOfCustomer);
    }

    private static void estimateSimulated(String scenario, boolean isBySegment) {
        String segment = "(select cast(segment as varchar) from read_csv('" + DATA.resolve(scenario + "_truth.csv")
                + "') as t where cast(t.customer as varchar) = account_id)";
        estimate(
                "select cast(customer as varchar) as customer_id, 'P' || product as product_id, 'EUR' as currency_code,"
                        + " cast(date '2024-01-01' + to_months(cast(month as integer)) as date) as month,"
                        + " qty as quantity, qty * net_price as net_amount, ln(net_price) as log_unit_price, list_price as list_unit_price"
                        + " from read_parquet('" + DATA.resolve(scenario + ".parquet") + "')",
                isBySegment ? segment : "'ALL'");
        house.replace(
                "test.recovered",
                "select e.*, t.beta_true, coalesce(e.elasticity, e.prior_elasticity) as found,"
                        + " coalesce(e.elasticity_low, e.prior_elasticity_low) as low,"
                        + " coalesce(e.elasticity_high, e.prior_elasticity_high) as high"
                        + " from metrics.price_elasticities as e inner join read_csv('"
                        + DATA.resolve(scenario + "_truth.csv")
                        + "') as t on cast(t.customer as varchar) = e.account_id");
    }

    private static double recovered(String figure, String effects) {
        return house.number("select " + figure + " from test.recovered where effects = '" + effects + "'");
    }

    private static double rmse(String effects) {
        return recovered("sqrt(avg((found - beta_true) ** 2))", effects);
    }

    private static double spearman(String effects) {
        return house.number(
                "select corr(a, b) from (select rank() over (order by found) + (count(*) over (partition by found)"
                        + " - 1) / 2 as a, rank() over (order by beta_true) as b from test.recovered where effects = '"
                        + effects + "')");
    }

    private static double coverage(String effects) {
        return recovered("avg(cast(beta_true between low and high as integer))", effects);
    }

    private static double fit(String figure, String effects) {
        return house.number(
                "select distinct " + figure + " from metrics.price_priors where effects = '" + effects + "'");
    }

    @Test
    void ofTwoThousandCustomersCellsRecoverElasticitiesWithin7148AndAdditiveEffectsWithin7089() {
        estimateSimulated("elasticity_S1_exogenous", false);
        assertThat(rmse("CELLS")).isCloseTo(0.7148402795639682, within(1e-6));
        assertThat(spearman("CELLS")).isCloseTo(0.47743056845925375, within(1e-5));
        assertThat(coverage("CELLS")).isEqualTo(0.8875);
        assertThat(rmse("ADDITIVE")).isCloseTo(0.7089115919738166, within(1e-6));
        assertThat(spearman("ADDITIVE")).isCloseTo(0.48530248529247805, within(1e-5));
        assertThat(coverage("ADDITIVE")).isEqualTo(0.893);
        assertThat(fit("mean_elasticity", "CELLS")).isCloseTo(-1.8411711253221157, within(1e-6));
        assertThat(fit("sqrt(tau2)", "CELLS")).isCloseTo(0.8407586369774933, within(1e-6));
        assertThat(fit("sqrt(mean_elasticity_variance)", "CELLS")).isCloseTo(0.05307146761270875, within(1e-5));
        assertThat(fit("sigma2", "CELLS")).isCloseTo(0.27922017068496974, within(1e-5));
        assertThat(rmse("CELLS")).isLessThan(1.03 * 0.7024116870255682);
        assertThat(spearman("CELLS")).isGreaterThan(0.48927232131808035 - 0.015);
    }

    @Test
    void whenPromotionsShiftDemandCellsStayAt7148AndAdditiveEffectsAreOffByPoint47() {
        estimateSimulated("elasticity_S2_promo_confounded", false);
        assertThat(rmse("CELLS")).isCloseTo(0.7148403018094137, within(1e-6));
        assertThat(spearman("CELLS")).isCloseTo(0.4774307124593513, within(1e-5));
        assertThat(coverage("CELLS")).isEqualTo(0.8875);
        assertThat(rmse("ADDITIVE")).isCloseTo(0.8673733211831527, within(1e-6));
        assertThat(spearman("ADDITIVE")).isCloseTo(0.4668453492877667, within(1e-5));
        assertThat(coverage("ADDITIVE")).isEqualTo(0.835);
        assertThat(recovered("avg(found - beta_true)", "ADDITIVE")).isCloseTo(-0.47732790911459383, within(1e-5));
        assertThat(fit("sqrt(tau2)", "ADDITIVE")).isCloseTo(0.91674243851972, within(1e-5));
    }

    @Test
    void knowingTheSegmentTheyAreWithin4724OfTheTruthAnd916OfThousandIntervalsHoldIt() {
        estimateSimulated("elasticity_S1_exogenous", true);
        assertThat(rmse("CELLS")).isCloseTo(0.4724, PRINTED);
        assertThat(spearman("CELLS")).isCloseTo(0.8059, PRINTED);
        assertThat(coverage("CELLS")).isEqualTo(0.916);
        assertThat(rmse("CELLS")).isLessThan(1.03 * 0.4634506875916232);
        assertThat(
                        house.texts(
                                "select prior_elasticity from metrics.price_priors where effects = 'CELLS' order by industry_number"))
                .extracting(Double::valueOf)
                .usingComparatorForType((a, b) -> Math.abs(a - b) < 1e-5 ? 0 : Double.compare(a, b), Double.class)
                .containsExactly(-1.2075204301466347, -1.9487026519819337, -2.8860987923684513);
        assertThat(house.number(
                        "select max(abs(e.elasticity - g.post_seg)) from metrics.price_elasticities as e inner join read_csv('"
                                + GOLDEN.resolve("elasticity_S1_exogenous_per_customer.csv")
                                + "') as g on cast(g.customer as varchar) = e.account_id where e.effects = 'CELLS'"))
                .isLessThan(1e-4);
    }

    @Test
    void atAPivotOfMinusOneAndAHalf548AreSensitive71AreNotAnd1362AreNotSettled() {
        estimateSimulated("elasticity_S1_exogenous", true);
        assertThat(house.texts("select price_class || ' ' || count(*) from marts.price_sensitivity_v1"
                        + " where level = 'customer' group by price_class order by 1"))
                .containsExactly("INSENSITIVE 71", "INSUFFICIENT 19", "SENSITIVE 548", "UNDETERMINED 1362");
        assertThat(house.number("select avg(cast(r.beta_true < -1.5 as integer)) from test.recovered as r inner join"
                        + " marts.price_sensitivity_v1 as m on m.customer_id = r.account_id"
                        + " where r.effects = 'CELLS' and m.price_class = 'SENSITIVE'"))
                .isCloseTo(0.9872262773722628, within(1e-9));
    }

    @Test
    void theSameRecordsInAnyOrderAndOnAnyThreadsGiveTheSameBytes() {
        estimateSimulated("elasticity_S1_exogenous", true);
        house.replace(
                "test.summed",
                "select customer_id, product_id, currency_code, month, sum(quantity) as quantity,"
                        + " sum(net_amount) as net_amount, ln(sum(net_amount) / sum(quantity)) as log_unit_price,"
                        + " max(list_unit_price) as list_unit_price"
                        + " from metrics.price_observations group by all");
        house.replace(
                "test.shuffled",
                "select * from test.summed order by md5(customer_id || product_id || month || quantity)");
        String first = bytesOf("test.summed");
        assertThat(bytesOf("test.shuffled")).isEqualTo(first).hasSize(32);
    }

    private static String bytesOf(String observations) {
        house.replace("metrics.price_observations", "select * from " + observations);
        house.make(
                "metrics.price_references",
                "metrics.price_slopes",
                "metrics.price_priors",
                "metrics.price_elasticities");
        return house.texts(
                        "select md5(string_agg(concat_ws(' ', effects, account_id, elasticity, elasticity_low), ',' order by"
                                + " effects, account_id)) from metrics.price_elasticities")
                .get(0);
    }

    @Test
    void ofThreeJuicesSold28947TimesThePooledElasticityIsMinus3Point1386914() {
        estimate(
                "select 'C' as customer_id, brand as product_id, 'USD' as currency_code, date '2026-01-01' as month,"
                        + " sales as quantity, sales * price as net_amount, ln(price) as log_unit_price, cast(null as double) as list_unit_price"
                        + " from read_parquet('" + DATA.resolve("taddy_oj.parquet") + "')",
                "'ALL'");
        // Effects of brands beside prices that are held against one price for all: the reference price of a brand would
        // be an effect of its own.
        house.replace(
                "metrics.price_references",
                "select distinct product_id, 'USD' as currency_code,"
                        + " 'NET_PRICE' as reference_price_method, 0e0 as log_reference_price from metrics.price_observations");
        house.make("metrics.price_slopes");
        assertThat(slope("CELLS", 0)).isCloseTo(-3.1386914279219402, SEVEN_DIGITS);
        assertThat(house.number("select sqrt((quantity_squares - price_quantity_products * price_quantity_products"
                        + " / price_squares) / (observation_count - 4) / apart_price_squares)"
                        + " from metrics.price_slopes where effects = 'CELLS'"))
                .isCloseTo(0.022928885912838814, SEVEN_DIGITS);
    }

    @Test
    void byBrandTheJuicesHaveMinus3Point3775296AndAreApartByPoint0567948AndPoint6657609() {
        estimate(
                "select brand as customer_id, 'juice' as product_id, 'USD' as currency_code, date '2026-01-01' as month,"
                        + " sales as quantity, sales * price as net_amount, ln(price) as log_unit_price, cast(null as double) as list_unit_price"
                        + " from read_parquet('" + DATA.resolve("taddy_oj.parquet") + "')",
                "'ALL'");
        assertThat(slope("CELLS", 0)).isCloseTo(-3.3775296307025857, SEVEN_DIGITS);
        assertThat(slope("CELLS", 1) - slope("CELLS", 0)).isCloseTo(0.05679475528007063, SEVEN_DIGITS);
        assertThat(slope("CELLS", 2) - slope("CELLS", 0)).isCloseTo(0.6657608772157483, SEVEN_DIGITS);
    }

    private static double slope(String effects, int customer) {
        return house.number("select price_quantity_products / price_squares from metrics.price_slopes where effects = '"
                + effects + "' and customer_number = " + customer);
    }

    /**
     * The reference has a second regressor, the display; it is taken out of volume and price beforehand, and takes a degree of freedom where it
     * varies. Of one retailer the display leaves so little price variation that it would be INSUFFICIENT, and the reference has it: prices enter
     * ten times as large, so that slopes are a tenth.
     */
    @Test
    void the88RetailersOfCheeseAreShrunkToMinus2Point1432AsTheReferenceHasThem() {
        house.replace("test.cheese", """
                with logs as (
                    select retailer, ln(volume) as y, ln(price) as x, disp as d from read_csv('%s')
                ),
                centred as (
                    select retailer, y - avg(y) over w as y, x - avg(x) over w as x, d - avg(d) over w as d
                    from logs window w as (partition by retailer)
                ),
                shares as (
                    select *,
                        coalesce(sum(d * y) over w / nullif(sum(d * d) over w, 0), 0) as dy,
                        coalesce(sum(d * x) over w / nullif(sum(d * d) over w, 0), 0) as dx
                    from centred window w as (partition by retailer)
                )
                select retailer, count(*) - case when sum(d * d) > 1e-12 then 1 else 0 end as n, 100 * sum((x - dx * d) ** 2) as sxx,
                    10 * sum((x - dx * d) * (y - dy * d)) as sxy, sum((y - dy * d) ** 2) as syy,
                    row_number() over (order by retailer) - 1 as number
                from shares group by retailer""".formatted(DATA.resolve("bayesm_cheese.csv")));
        estimate(
                "select retailer as customer_id, 'cheese' as product_id, 'USD' as currency_code, date '2026-01-01' as month,"
                        + " 1e0 as quantity, 1e0 as net_amount, 0e0 as log_unit_price, cast(null as double) as list_unit_price from test.cheese",
                "'ALL'");
        house.replace("metrics.price_slopes", """
                select 'CELLS' as effects, number as customer_number, n as observation_count, sxx as price_squares,
                    sxy as price_quantity_products, syy as quantity_squares, sxx as apart_price_squares, 0e0 as effect_share, 0e0 as lost_observations,
                    n as price_point_count, 0 as tested_product_count, 0 as volume_break_product_count, 1 as sweeps,
                    0e0 as last_change
                from test.cheese""");
        house.make("metrics.price_priors", "metrics.price_elasticities");
        assertThat(fit("d0", "CELLS")).isCloseTo(3.596000530950703, within(1e-5));
        assertThat(fit("s0_squared", "CELLS")).isCloseTo(0.030263608852689753, within(1e-7));
        assertThat(fit("10 * mean_elasticity", "CELLS")).isCloseTo(-2.1431673430104943, within(1e-6));
        assertThat(fit("10 * sqrt(tau2)", "CELLS")).isCloseTo(0.8432955173436151, within(1e-6));
        assertThat(house.number("select count(*) filter (where abs(10 * e.elasticity - g.post) < 1e-6 and"
                        + " abs(e.evidence_weight - g.w) < 1e-6) from metrics.price_elasticities as e inner join read_csv('"
                        + GOLDEN.resolve("cheese_eb.csv")
                        + "') as g on g.retailer = e.account_id where effects = 'CELLS'"))
                .isEqualTo(88);
    }
}

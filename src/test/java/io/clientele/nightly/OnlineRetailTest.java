package io.clientele.nightly;

import static io.clientele.nightly.OnlineRetail.GOLDEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole year under the shipped policy, against figures that were computed independently (numpy, R). */
class OnlineRetailTest {

    private static final Offset<Double> EXACT = within(1e-9);
    private static final String ALL_CUSTOMERS = " level = 'customer' and group_kind = 'all' ";

    private static OnlineRetail night;

    @BeforeAll
    static void runTheNight(@TempDir Path home) throws Exception {
        OnlineRetail.assumeDelivered();
        night = OnlineRetail.night(home, LocalDate.of(2011, 12, 9), Path.of("config/policy"), true);
    }

    @AfterAll
    static void close() throws Exception {
        if (night != null) {
            night.close();
        }
    }

    @Test
    void of541909LinesThe406829ThatNameACustomerAreAcceptedAndTheOthersFiltered() throws Exception {
        assertThat(night.published("""
                select measure, cast(figure as bigint) from data_quality_v1
                where area = 'delivery' and relation = 'order_lines' and unit = 'rows'
                order by measure"""))
                .containsExactly("accepted 406829", "delivered 541909", "filtered 135080", "quarantined 0");
        assertThat(night.work("select count(*), count(distinct order_line_id) from staged.order_lines"))
                .containsExactly("406829 406829");
    }

    @Test
    void purchaseLinesAre397884AndReturnLines8905() throws Exception {
        assertThat(night.work("""
                select
                    count(*) filter (where is_purchase),
                    count(*) filter (where is_return),
                    count(*) filter (where not is_purchase and not is_return),
                    sum(revenue_amount) filter (where is_purchase),
                    sum(revenue_amount) filter (where is_return),
                    sum(revenue_amount)
                from staged.order_lines""")).containsExactly("397884 8905 40 8911407.9040 -611342.0900 8300065.8140");
    }

    @Test
    void customersAre4338WithOccasionsOn16763DaysAnd18532Invoices() throws Exception {
        assertThat(night.published("""
                select count(*), count(first_ordered_on), cast(sum(occasion_count) as bigint), cast(sum(order_count) as bigint)
                from repurchase_v1 where level = 'customer'""")).containsExactly("4372 4338 16763 18532");
    }

    @Test
    void theMartsHoldTheLinesRevenueToTheCentOfEachCustomer() throws Exception {
        assertThat(night.work("""
                select sum(revenue_amount_total) from metrics.account_value where level = 'customer'""")).containsExactly("8300065.8140");
        assertThat(night.work("""
                select count(*) from (
                    select customer_id, cast(sum(revenue_amount) as decimal(18, 2)) as amount
                    from staged.order_lines group by customer_id
                ) as l
                inner join marts.customer_value_v1 as v
                    on v.level = 'customer' and v.customer_id = l.customer_id and v.revenue_amount_total = l.amount""")).containsExactly("4372");
    }

    @Test
    void ofThem2790CameBackOnAnotherDayAnd2845WithAnotherInvoice() throws Exception {
        assertThat(night.published(
                        "select distinct customer_count, repeater_count, repurchase_rate, order_repurchase_rate"
                                + " from repurchase_curve_v1 where" + ALL_CUSTOMERS))
                .containsExactly("4338 2790 0.6431535269709544 0.6558321807284463");
        assertThat(night.work("select order_repeater_count from metrics.repurchase_rates where" + ALL_CUSTOMERS))
                .containsExactly("2845");
    }

    @Test
    void ofThe885CustomersOfDecember2010235WereBackInThePartialMonthAYearLater() throws Exception {
        assertThat(night.published("select age_months, cohort_customer_count, active_customer_count, is_partial"
                        + " from repurchase_cohort_v1 where" + ALL_CUSTOMERS
                        + "and cohort_month = date '2010-12-01' order by age_months"))
                .containsExactly(
                        "0 885 885 false",
                        "1 885 324 false",
                        "2 885 286 false",
                        "3 885 340 false",
                        "4 885 321 false",
                        "5 885 352 false",
                        "6 885 321 false",
                        "7 885 309 false",
                        "8 885 313 false",
                        "9 885 350 false",
                        "10 885 331 false",
                        "11 885 445 false",
                        "12 885 235 true");
    }

    @Test
    void all91CellsOfTheCohortsAreThoseOfTheReference() throws Exception {
        assertThat(night.published("select count(*), count(*) filter (where m.active_customer_count = g.n and"
                        + " abs(m.active_rate - g.rate) < 1e-9) from (select * from repurchase_cohort_v1 where"
                        + ALL_CUSTOMERS + ") as m full join read_csv('" + GOLDEN.resolve("retail_cohort.csv")
                        + "', types = {'cohort': 'varchar'}) as g on g.cohort = strftime(m.cohort_month, '%Y-%m')"
                        + " and g.k = m.age_months"))
                .containsExactly("91 91");
    }

    @ParameterizedTest(name = "by day {0} {1} have not come back, {3} to {4}")
    @CsvSource({
        " 30, 0.8083980170, 0.0060532684, 0.7962077866, 0.8199438232",
        " 60, 0.6449305216, 0.0075196335, 0.6299776823, 0.6594524546",
        " 90, 0.5400882786, 0.0080181590, 0.5242332875, 0.5556584153",
        "180, 0.3424385132, 0.0081018419, 0.3265891436, 0.3583372130",
        "365, 0.1519367611, 0.0097651515, 0.1333782599, 0.1716255663",
    })
    void theSurvivalCurveHasTheReferencesStandardErrorAnd95PercentInterval(
            int day, double survival, double error, double low, double high) throws Exception {
        List<Double> found = night.numbers("select survival, std_error, " + bound95("-") + ", " + bound95("+")
                + " from repurchase_curve_v1 where" + ALL_CUSTOMERS + "and event_number = 2 and day = " + day);
        assertThat(found.get(0)).isCloseTo(survival, EXACT);
        assertThat(found.get(1)).isCloseTo(error, EXACT);
        assertThat(found.get(2)).isCloseTo(low, EXACT);
        assertThat(found.get(3)).isCloseTo(high, EXACT);
    }

    /** The mart has 90 % intervals; from the standard error any other can be made. */
    private static String bound95(String sign) {
        return "exp(ln(survival) * exp(" + sign + "1.959963984540054 * std_error / survival / ln(survival)))";
    }

    @Test
    void halfHaveComeBackBy104DaysWithA95PercentIntervalFrom98To109() throws Exception {
        String curve = " from repurchase_curve_v1 where" + ALL_CUSTOMERS + "and event_number = 2 and survival < 1";
        assertThat(night.published("select distinct median_days" + curve)).containsExactly("104");
        assertThat(night.published("select min(day) filter (where " + bound95("-") + " <= 0.5), min(day) filter (where "
                        + bound95("+") + " <= 0.5)" + curve))
                .containsExactly("98 109");
    }

    @Test
    void all363DaysOfTheSurvivalCurveAreThoseOfTheReference() throws Exception {
        assertThat(night.published(
                        "select count(*), count(*) filter (where m.at_risk_count = g.n and m.event_count = g.d"
                                + " and m.censored_count = g.c and abs(m.survival - g.s) < 1e-9"
                                + " and abs(coalesce(m.std_error, 0) - g.se) < 1e-9) from (select * from repurchase_curve_v1 where"
                                + ALL_CUSTOMERS + "and event_number = 2) as m full join read_csv('"
                                + GOLDEN.resolve("retail_km_second_order.csv") + "') as g on g.t = m.day"))
                .containsExactly("363 363");
    }

    @Test
    void ofBuyersOf921ArticlesWith100BuyersAQuarterBoughtTheArticleOnASecondDay() throws Exception {
        String rates = " from (select distinct group_value, customer_count, repeater_count, repurchase_rate"
                + " from repurchase_curve_v1 where level = 'customer' and group_kind = 'category')";
        List<Double> pooled = night.numbers("select count(*), cast(sum(repeater_count) as double) / sum(customer_count)"
                + rates + " where customer_count >= 100");
        assertThat(pooled.get(0)).isEqualTo(921);
        assertThat(pooled.get(1)).isCloseTo(0.2586064581453193, EXACT);
        assertThat(night.published("select group_value, repeater_count, customer_count" + rates
                        + " where group_value in ('22423', '85123A') order by group_value"))
                .containsExactly("22423 328 881", "85123A 405 856");
        assertThat(night.published("select count(*), count(*) filter (where m.customer_count = g.buyers and"
                        + " m.repeater_count = g.repeaters) from (select *" + rates
                        + " where customer_count >= 100) as m full join read_csv('"
                        + GOLDEN.resolve("retail_sku_repurchase.csv")
                        + "', types = {'sku': 'varchar'}) as g on g.sku = m.group_value"))
                .containsExactly("921 921");
    }

    @Test
    void theMartOfCategoriesHolds328Of881BuyersOf22423AndAllOthersOfTheReference() throws Exception {
        String products = " from repurchase_category_v1 where level = 'customer' and item_kind = 'product'";
        List<Double> pooled = night.numbers("select count(*), cast(sum(repeater_count) as double) / sum(buyer_count)"
                + products + " and buyer_count >= 100");
        assertThat(pooled.get(0)).isEqualTo(921);
        assertThat(pooled.get(1)).isCloseTo(0.2586064581453193, EXACT);
        assertThat(night.published("select item_id, repeater_count, buyer_count" + products
                        + " and item_id in ('22423', '85123A') order by item_id"))
                .containsExactly("22423 328 881", "85123A 405 856");
        assertThat(night.published("select count(*), count(*) filter (where m.buyer_count = g.buyers"
                        + " and m.repeater_count = g.repeaters and abs(m.repurchase_rate - g.rate) < 1e-9)"
                        + " from (select *" + products + " and buyer_count >= 100) as m full join read_csv('"
                        + GOLDEN.resolve("retail_sku_repurchase.csv")
                        + "', types = {'sku': 'varchar'}) as g on g.sku = m.item_id"))
                .containsExactly("921 921");
        assertThat(night.published("select count(*) from (select *" + products + ") as p full join (select * from"
                        + " repurchase_category_v1 where level = 'customer' and item_kind = 'category') as c"
                        + " on c.item_id = p.item_id where p.shrunk_rate is distinct from c.shrunk_rate"))
                .containsExactly("0");
    }

    @Test
    void oneBuyerWhoCameBackIsDrawnFrom100PercentTo26Point6BecauseAllArticlesHave22Point1() throws Exception {
        List<Double> found = night.numbers("select max(repurchase_rate), max(shrunk_rate), max(own_evidence_share),"
                + " max(pooled_rate) from repurchase_category_v1 where level = 'customer' and item_kind = 'product'"
                + " and buyer_count = 1");
        assertThat(found.get(0)).isEqualTo(1);
        assertThat(found.get(1)).isCloseTo(0.26622, within(1e-5));
        assertThat(found.get(3)).isCloseTo(0.22112, within(1e-5));
        assertThat(found.get(1)).isCloseTo(found.get(2) + (1 - found.get(2)) * found.get(3), EXACT);
    }

    @Test
    void the12425GapsOf2790CustomersHaveAMedianCycleOf40Point686Days() throws Exception {
        List<Double> fit = night.workNumbers("select gap_count, customer_count, m, sigma2, tau2, exp(m)"
                + " from metrics.cycle_parameters where level = 'customer' and status = 'FITTED'");
        assertThat(fit.get(0)).isEqualTo(12_425);
        assertThat(fit.get(1)).isEqualTo(2_790);
        assertThat(fit.get(2)).isCloseTo(3.705894185380545, within(1e-7));
        assertThat(fit.get(3)).isCloseTo(0.773646816993624, EXACT);
        assertThat(fit.get(4)).isCloseTo(0.46297482178327903, within(1e-7));
        assertThat(fit.get(5)).isCloseTo(40.686412250981185, within(1e-5));
    }

    @Test
    void theExpectedCycleOfAll4338CustomersIsThatOfTheReference() throws Exception {
        assertThat(night.published("select count(*), count(*) filter (where m.gap_count = g.n"
                        + " and m.last_ordered_on = g.last_d and m.days_since_last_occasion = g.el"
                        + " and abs(m.expected_cycle_days / g.exp_cycle - 1) < 1e-6"
                        + " and (g.el = 0 or abs(m.overdue_ratio - g.overdue_ratio) < 1e-5)"
                        + " and (g.el = 0 or abs(m.silence_so_far_probability - g.S) < 1e-6))"
                        + " from (select * from repurchase_v1 where level = 'customer' and occasion_count > 0) as m"
                        + " full join read_csv('" + GOLDEN.resolve("retail_cycle_per_customer.csv")
                        + "', types = {'cust': 'varchar'}) as g on g.cust = m.customer_id"))
                .containsExactly("4338 4338");
    }

    @Test
    void of4264RankedCustomers43AreTopAndBring2376473Point04() throws Exception {
        assertThat(night.published("select tier, customer_count, revenue_amount, cast(revenue_share as decimal(9, 6)),"
                        + " cut_rank, threshold_amount, negative_value_count, ranked_customer_count, window_starts_on"
                        + " from customer_pyramid_v1 where level = 'customer' and scheme = 'CURRY'"
                        + " order by tier_order"))
                .containsExactly(
                        "TOP 43 2376473.04 0.296856 43 16989.52 0 4264 2010-12-10",
                        "BIG 171 1483213.60 0.185275 214 5613.08 0 4264 2010-12-10",
                        "MEDIUM 639 2012762.51 0.251424 853 1983.58 0 4264 2010-12-10",
                        "SMALL 3411 2133013.19 0.266445 null null 21 4264 2010-12-10",
                        "INACTIVE 74 -1427.57 null null null 0 4264 2010-12-10",
                        "PROSPECT 34 -8592.31 null null null 0 4264 2010-12-10",
                        "SUSPECT 0 0.00 null null null 0 4264 2010-12-10");
        assertThat(night.published("select count(*) from customer_tier_v1 where level = 'customer'"
                        + " and scheme = 'CURRY' and reason = 'RETURN_ONLY'"))
                .containsExactly("34");
    }

    @Test
    void ofThe4372CustomersNobodyIsRatedByZeithamlBecauseNoSystemDeliversCosts() throws Exception {
        assertThat(night.published(
                        "select stable_tier, reason, count(*), count(value_rank), count(present_value_amount)"
                                + " from customer_tier_v1 where level = 'customer' and scheme = 'ZEITHAML'"
                                + " group by stable_tier, reason order by reason"))
                .containsExactly("UNRATED RETURN_ONLY 34 0 0", "UNRATED SOURCE_MISSING 4338 0 0");
    }

    @Test
    void theReasonOfRank43NamesItsFigures() throws Exception {
        assertThat(night.published("select reason_en from customer_tier_v1"
                        + " where level = 'customer' and scheme = 'CURRY' and value_rank = 43"))
                .singleElement()
                .asString()
                .startsWith("Rank 43 of 4264 by net revenue 16,989.52");
    }

    @Test
    void theTiersBringTheReferencesRevenueToTheHundredthOfACent() throws Exception {
        assertThat(night.work("select tier, revenue_amount, sum(revenue_amount) over () from metrics.pyramid_tiers"
                        + " where level = 'customer' and scheme = 'CURRY' and is_ranked order by tier_order"))
                .containsExactly(
                        "TOP 2376473.0400 8005462.3440",
                        "BIG 1483213.6000 8005462.3440",
                        "MEDIUM 2012762.5110 8005462.3440",
                        "SMALL 2133013.1930 8005462.3440");
    }

    @Test
    void theGiniCoefficientIsPoint7028707And27Point4PercentOfTheCustomersBring80PercentOfTheRevenue() throws Exception {
        List<Double> found = night.numbers("select distinct gini, gini_positive, hhi, top_20_revenue_share,"
                + " customers_for_80_share from customer_pyramid_v1 where level = 'customer' and scheme = 'CURRY'");
        assertThat(found.get(0)).isCloseTo(0.7028707447227139, EXACT);
        assertThat(found.get(1)).isCloseTo(0.7006608637325705, EXACT);
        assertThat(found.get(2)).isCloseTo(0.00451203042494271, EXACT);
        assertThat(found.get(3)).isCloseTo(0.7335552774664329, EXACT);
        assertThat(found.get(4)).isCloseTo(0.27392120075046905, EXACT);
    }

    @Test
    void rankTierAndValueOfAll4264RankedCustomersAreThoseOfTheReference() throws Exception {
        assertThat(night.work("select count(*), count(*) filter (where t.value_rank = g.rank and t.raw_tier = g.tier"
                        + " and t.revenue_amount = g.net and v.gross_amount_12m = g.gross and v.occasion_count_12m = g.nd"
                        + " and v.last_ordered_on = g.last_d)"
                        + " from (select * from metrics.tier_accounts where level = 'customer' and value_rank is not"
                        + " null) as t inner join (select * from metrics.account_value inner join (select customer_id as"
                        + " account_id, level, last_ordered_on from marts.repurchase_v1) using (level, account_id)) as v"
                        + " on v.level = t.level and v.account_id = t.account_id full join read_csv('"
                        + GOLDEN.resolve("retail_pyramid.csv")
                        + "', types = {'cust': 'varchar', 'net': 'decimal(18,4)', 'gross': 'decimal(18,4)'}) as g"
                        + " on g.cust = t.account_id"))
                .containsExactly("4264 4264");
    }

    @Test
    void theParentLevelEqualsTheCustomersWhereNobodyHasAParent() throws Exception {
        assertThat(pyramid("parent")).hasSize(12).isEqualTo(pyramid("customer"));
    }

    private static List<String> pyramid(String level) throws SQLException {
        return night.published("select * exclude (level) from customer_pyramid_v1 where level = '" + level
                + "' order by scheme, tier_order");
    }

    @Test
    void noGateStopsOrWarns() throws Exception {
        assertThat(night.work("select verdict, count(*) > 700 from run.gates group by verdict"))
                .containsExactly("pass true");
        assertThat(night.outcome().isNew()).isTrue();
    }
}

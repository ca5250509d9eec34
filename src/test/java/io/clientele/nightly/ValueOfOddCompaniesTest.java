package io.clientele.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Companies of which little can be known: the night publishes what is known, a reason for the rest, and numbers only. */
class ValueOfOddCompaniesTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);

    private static final String VALUES =
            "select concat_ws(' ', account_id, coalesce(cast(clv_amount_36m as varchar), clv_abstain_reason))"
                    + " from metrics.future_values where level = 'customer' and months_ago = 0 order by account_id";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path home;

    @Test
    void aCompanyOfOneCustomerWithFourOrdersDoesNotKnowHowCustomersDiffer() throws IOException, SQLException {
        OddCompany company = new OddCompany(home, TODAY);
        OddCompany.before(TODAY, 300, 200, 120, 10).forEach(day -> company.sells("C1", day, 100, 60));
        try (OddCompany.Books books = company.night()) {
            assertThat(books.ask(VALUES)).containsExactly("C1 TOO_FEW_OBSERVATIONS");
            assertThat(books.ask("select status from metrics.spend_models")).containsOnly("ONE_CUSTOMER");
            assertThat(books.ask("select margin_rate from metrics.margin_rates where level = 'customer'"))
                    .containsExactly("0.4");
            assertThat(books.withoutNumbers()).isEmpty();
        }
    }

    @Test
    void twentyCustomersWhoCameOnceLeaveNothingToExpect() throws IOException, SQLException {
        OddCompany company = new OddCompany(home, TODAY);
        for (int i = 10; i < 30; i++) {
            company.sells("C" + i, TODAY.minusDays(i * 7L), 50 + i, 30);
        }
        try (OddCompany.Books books = company.night()) {
            assertThat(books.ask(VALUES)).hasSize(20).allMatch(row -> row.endsWith(" TOO_FEW_OBSERVATIONS"));
            assertThat(books.ask("select status from metrics.spend_models")).containsOnly("NO_REPEATS");
            assertThat(books.withoutNumbers()).isEmpty();
        }
    }

    @Test
    void tenIdenticalCustomersAreExpectedToSpend80EachTime() throws IOException, SQLException {
        OddCompany company = new OddCompany(home, TODAY);
        for (int i = 0; i < 10; i++) {
            String customer = "C" + i;
            OddCompany.before(TODAY, 400, 300, 200, 100).forEach(day -> company.sells(customer, day, 80, 40));
        }
        try (OddCompany.Books books = company.night()) {
            assertThat(books.ask("select distinct concat_ws(' ', expected_order_amount, expected_order_method)"
                            + " from metrics.expected_order_amounts"))
                    .containsExactly("80.0 POOLED_MEAN");
            assertThat(books.ask("select distinct margin_rate from metrics.margin_rates"))
                    .containsExactly("0.5");
            assertThat(books.ask("select count(distinct coalesce(cast(clv_amount_36m as varchar), clv_abstain_reason))"
                            + " from metrics.future_values where months_ago = 0"))
                    .containsExactly("1");
            assertThat(books.withoutNumbers()).isEmpty();
        }
    }

    @Test
    void aCompanyThatSellsAtCostIsWorth0AndOneCustomerServedAtALossLessThan0() throws IOException, SQLException {
        OddCompany company = new OddCompany(home, TODAY);
        sell(company, 1);
        OddCompany.before(TODAY, 90, 60, 30).forEach(day -> company.serves("C11", day, 500));
        try (OddCompany.Books books = company.night()) {
            assertThat(books.ask(
                            "select count(*) from metrics.margin_rates where level = 'customer' and margin_rate > 0"))
                    .containsExactly("0");
            assertThat(books.ask("select account_id from metrics.margin_rates where level = 'customer'"
                            + " order by margin_rate limit 1"))
                    .containsExactly("C11");
            assertThat(books.ask("select count(*) from metrics.future_values where clv_amount_36m > 0"))
                    .containsExactly("0");
            assertThat(books.ask(
                            "select count(*) from metrics.future_values where level = 'customer' and months_ago = 0"
                                    + " and clv_amount_36m < 0 and account_id = 'C11'"))
                    .containsExactly("1");
            assertThat(books.withoutNumbers()).isEmpty();
        }
    }

    @Test
    void aCompanyThatSellsAt20PercentBelowCostIsWorthLessThanNothingInEveryRow() throws IOException, SQLException {
        OddCompany company = new OddCompany(home, TODAY);
        sell(company, 1.2);
        try (OddCompany.Books books = company.night()) {
            assertThat(
                            books.ask(
                                    "select count(*) filter (where clv_amount_36m < 0) || ' of ' || count(*) from metrics.future_values"
                                            + " where level = 'customer' and months_ago = 0 and clv_amount_36m_low <= clv_amount_36m"))
                    .containsExactly("23 of 24");
            assertThat(books.ask(
                            "select account_id || ' ' || clv_amount_36m from metrics.future_values where level = 'customer'"
                                    + " and months_ago = 0 and clv_amount_36m >= 0"))
                    .as("who bought 51 times within 300 days, and nothing in the 400 since, is gone")
                    .containsExactly("C10 0.0000");
            assertThat(books.ask("select round(min(margin_rate), 6) || ' ' || round(max(margin_rate), 6)"
                            + " from metrics.margin_rates where level = 'customer'"))
                    .containsExactly("-0.2 -0.2");
            assertThat(books.withoutNumbers()).isEmpty();
        }
    }

    @Test
    void customersOfTodayHaveAnAgeOf0AndAnOrderOfTomorrowIsNoPurchaseYet() throws IOException, SQLException {
        OddCompany company = new OddCompany(home, TODAY);
        company.sells("C1", TODAY, 100, 60).sells("C2", TODAY, 300, 100).sells("C1", TODAY.plusDays(1), 900, 1);
        try (OddCompany.Books books = company.night()) {
            assertThat(books.ask(
                            "select concat_ws(' ', account_id, repeat_count, age_days) from metrics.purchase_histories"
                                    + " where level = 'customer' and months_ago = 0 order by account_id"))
                    .containsExactly("C1 0 0", "C2 0 0");
            assertThat(books.ask(VALUES)).containsExactly("C1 TOO_FEW_OBSERVATIONS", "C2 TOO_FEW_OBSERVATIONS");
            assertThat(books.withoutNumbers()).isEmpty();
        }
    }

    @Test
    void ordersOn400DaysBesideSingleOnesOfACentAndOfABillionPublishNumbers() throws IOException, SQLException {
        OddCompany company = new OddCompany(home, TODAY);
        for (int day = 0; day <= 400; day++) {
            company.sells("DENSE", TODAY.minusDays(day), 10 + day % 7, 5);
        }
        OddCompany.before(TODAY, 700, 20).forEach(day -> company.sells("CENT", day, 0.01, 0.001));
        OddCompany.before(TODAY, 650, 400, 9).forEach(day -> company.sells("BILLION", day, 1e9, 9e8));
        OddCompany.before(TODAY, 500, 2).forEach(day -> company.sells("USUAL", day, 100, 70));
        try (OddCompany.Books books = company.night()) {
            assertThat(books.ask("select repeat_count from metrics.spend_statistics where level = 'customer'"
                            + " and account_id = 'DENSE'"))
                    .containsExactly("400");
            assertThat(books.ask("select distinct expected_order_method || ' ' || round(expected_order_amount, 2)"
                            + " from metrics.expected_order_amounts"))
                    .as("amounts from a cent to a billion have no log-normal mean: 2,000,005,297.01 on 404 occasions")
                    .containsExactly("POOLED_MEAN 4950508.16");
            assertThat(books.ask(VALUES)).hasSize(4);
            assertThat(books.withoutNumbers()).isEmpty();
        }
    }

    @Test
    void aCompanyThatTellsCostsOnlyIsWorthItsGrossMarginOf40PercentAndSaysSo() throws IOException, SQLException {
        String worth =
                "select concat_ws(' ', customer_id, clv_amount_36m, present_value_amount, future_value_amount, quadrant,"
                        + " key_account_score, investment_class) from marts.customer_value_v1 where level = 'customer' order by 1";
        String tiers =
                "select concat_ws(' ', customer_id, value_rank, stable_tier, ranking_amount) from marts.customer_tier_v1"
                        + " where level = 'customer' and scheme = 'ZEITHAML' order by 1";
        OddCompany whole = new OddCompany(home.resolve("whole"), TODAY);
        OddCompany costsOnly = new OddCompany(home.resolve("costs"), TODAY).withoutDeductions();
        sell(whole, 0.6);
        sell(costsOnly, 0.6);
        try (OddCompany.Books all = whole.night();
                OddCompany.Books some = costsOnly.night()) {
            assertThat(all.ask("select margin_basis from metrics.margin_basis")).containsExactly("CONTRIBUTION");
            assertThat(some.ask("select margin_basis from metrics.margin_basis"))
                    .containsExactly("GROSS_MARGIN");
            assertThat(some.ask("select distinct round(margin_rate, 9) from metrics.margin_rates"))
                    .containsExactly("0.4");
            assertThat(some.ask(worth))
                    .as("who has neither rebates nor costs to serve is worth the same by either margin")
                    .hasSize(24)
                    .isEqualTo(all.ask(worth));
            assertThat(some.ask(tiers)).hasSize(24).isEqualTo(all.ask(tiers));
            assertThat(some.ask(
                            "select concat_ws(' ', count(clv_amount_36m), count(present_value_amount), count(contribution_margin_amount_12m),"
                                    + " count(*) filter (where contribution_abstain_reason_12m = 'SOURCE_MISSING'), count(distinct margin_basis))"
                                    + " from marts.customer_value_v1 where level = 'customer'"))
                    .containsExactly("24 24 0 24 1");
            assertThat(some.ask(
                            "select count(*) filter (where reason_en like '%of gross margin%' and reason_zh like '%毛利口径%')"
                                    + " || ' of ' || count(*) from marts.customer_tier_v1 where level = 'customer' and scheme = 'ZEITHAML'"
                                    + " and value_rank is not null"))
                    .containsExactly("24 of 24");
            assertThat(all.ask("select count(*) from marts.customer_tier_v1 where reason_en like '%gross margin%'"))
                    .containsExactly("0");
            assertThat(some.withoutNumbers()).isEmpty();
        }
    }

    @Test
    void aCompanyWithoutAnyCostHasNoBasisAndNoValueButItsPurchasesToCome() throws IOException, SQLException {
        OddCompany company = new OddCompany(home, TODAY).withoutDeductions();
        for (int i = 0; i < 12; i++) {
            String customer = "C" + i;
            OddCompany.before(TODAY, 400 - 9 * i, 290, 170 + 5 * i, 60 + i)
                    .forEach(day -> company.sells(customer, day, 80 + day.getDayOfMonth()));
        }
        try (OddCompany.Books books = company.night()) {
            assertThat(books.ask(
                            "select concat_ws(' ', count(*), count(margin_basis), count(clv_amount_36m), count(expected_purchases_365d),"
                                    + " count(*) filter (where clv_abstain_reason = 'SOURCE_MISSING' and present_value_abstain_reason = 'SOURCE_MISSING'))"
                                    + " from marts.customer_value_v1 where level = 'customer'"))
                    .containsExactly("12 0 0 12 12");
            assertThat(books.withoutNumbers()).isEmpty();
        }
    }

    /** Twenty-four customers with different rhythms and amounts, some of whom left, at a cost that is the given multiple of the price. */
    private static void sell(OddCompany company, double costOfPrice) {
        for (int i = 0; i < 24; i++) {
            int left = i % 4 == 0 ? 400 : i % 7;
            for (int day = 700 - 11 * i, order = 0; day >= left; day -= 6 + 5 * i + 7 * (order * i % 5), order++) {
                double paid = 40 + 10 * i + 6 * (order % 3);
                company.sells("C" + (10 + i), TODAY.minusDays(day), paid, paid * costOfPrice);
            }
        }
    }
}

package io.clientele.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who gives what away in the sample company, against what was planted in it and what its documents say. */
@ExtendWith(SampleNight.class)
class PriceDisciplineTest {

    private static final String OF_12_MONTHS =
            " from staged.order_lines where line_kind = 'goods' and is_purchase and ordered_on between date '2025-11-21' and date '2026-11-20'";

    private final SampleNight.Books night;

    PriceDisciplineTest(SampleNight.Books night) {
        this.night = night;
    }

    @Test
    void theManagerWhoGivesTwiceTheSpotDiscountsSurelyGivesMoreThanUsual() throws SQLException {
        assertThat(night.rows("select value from read_csv('data/sample/truth/company_truth.csv', all_varchar = true)"
                        + " where name = 'generous_manager'"))
                .containsExactly("M102");
        assertThat(night.rows(
                        "select account_manager_id, round(excess_discount_rate, 4), excess_discount_rate_low > 0, excess_n"
                                + " from price_discipline_v1 where scope = 'MANAGER' and account_manager_id = 'M102'"))
                .containsExactly("M102 0.0209 true 38");
    }

    @Test
    void whereProductAndSizeMakeTheNormWhatIsGivenBeyondItAddsUpToNothing() throws SQLException {
        assertThat(
                        night.rows(
                                "select count(*) > 1000, abs(sum(discount_amount - expected_discount_amount)) < 0.0001 * count(*)"
                                        + " from metrics.discount_expectations where norm_kind = 'PRODUCT_SIZE' and normed_list_amount > 0"))
                .containsExactly("true true");
    }

    @Test
    void everyScopeAddsUpToTheSameLinesAmountsAndBreaches() throws SQLException {
        assertThat(night.rows("select sum(line_count), sum(over_authority_line_count), sum(unapproved_line_count),"
                        + " sum(below_cost_line_count), sum(free_line_count) from price_discipline_v1 group by scope"))
                .hasSize(5)
                .containsOnly(String.join(
                        " ", night.rows("select count(*)" + OF_12_MONTHS).get(0), "328 58 10 15"));
    }

    @Test
    void discountsAndLinesBelowCostAreThoseOfTheDocuments() throws SQLException {
        assertThat(night.rows(
                        "select round(1 - sum(revenue_amount) / sum(list_unit_price * quantity * fx_to_reporting), 6),"
                                + " count(*) filter (where cost_amount > revenue_amount)" + OF_12_MONTHS))
                .isEqualTo(night.rows(
                        "select round(1 - sum((1 - discount_rate) * list_amount_12m) / sum(list_amount_12m), 6),"
                                + " sum(below_cost_line_count) from price_discipline_v1 where scope = 'CATEGORY'"));
    }

    @Test
    void fewerThan3Of10PricesLieBelowTheQuarterThatEndsThePeersBand() throws SQLException {
        assertThat(
                        night.rows(
                                "select count(*) filter (where below_band_amount > 0) between 0.1 * count(*) and 0.3 * count(*)"
                                        + " from metrics.discount_expectations where norm_kind is not null and normed_list_amount > 0"))
                .containsExactly("true");
    }
}

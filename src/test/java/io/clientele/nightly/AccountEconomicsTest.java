package io.clientele.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the sample company spends on winning, keeping and winning back, against its raw files and what was planted in them. */
@ExtendWith(SampleNight.class)
class AccountEconomicsTest {

    private static final String COST =
            " sum(case kind when 'visit' then 320 when 'call' then 5 when 'email' then 8 else 180 end + coalesce(cast(minutes as double),"
                    + " case kind when 'visit' then 90 when 'call' then 15 when 'email' then 0 else 180 end) * 75 / 60)";

    private static final String ACTIVITIES =
            " from read_csv('data/sample/crm/activities.csv', all_varchar = true) as written"
                    + " inner join staged.customer_references as known on known.source_system = 'crm' and known.source_customer_id = account_id"
                    + " left join (select customer_id, min(ordered_on) as first_on from staged.purchase_occasions group by customer_id) as firsts"
                    + " on firsts.customer_id = known.customer_id"
                    + " where done = '1'";

    private static final String TRUTH = " from read_csv('data/sample/truth/customer_truth.csv', all_varchar = true)";

    private final SampleNight.Books night;

    AccountEconomicsTest(SampleNight.Books night) {
        this.night = night;
    }

    @Test
    void allActivitiesOfTwelveMonthsCost272732AsTheRawFileSays() throws SQLException {
        assertThat(night.rows("select" + COST + ACTIVITIES
                        + " and cast(written.\"at\" as date) between date '2025-11-21' and date '2026-11-20'"))
                .containsExactly("272732.25");
        assertThat(night.rows("select activity_cost_amount_12m from account_economics_v1 where scope = 'COMPANY'"))
                .containsExactly("272732.25");
        assertThat(
                        night.rows(
                                "select sum(activity_cost_amount_12m) from account_economics_v1 where scope <> 'COMPANY' group by scope"))
                .hasSize(3)
                .containsOnly("272732.25");
    }

    @Test
    void winningCosts16441UntilASalesCycleAgoAndOfThePlanted30NewCustomersACrmKnows29At567Each() throws SQLException {
        assertThat(
                        night.rows(
                                "select" + COST + ACTIVITIES
                                        + " and (first_on is null or cast(written.\"at\" as date) < first_on)"
                                        + " and cast(written.\"at\" as date) between date '2025-11-21' - 56 and date '2026-11-20' - 56"))
                .containsExactly("16441.0");
        assertThat(night.rows("select count(*)" + TRUTH
                        + " where joined_on >= '2025-11-21' and cast(order_count as integer) > 0"))
                .containsExactly("30");
        assertThat(night.rows(
                        "select acquisition_lag_days, acquisition_lag_method, acquisition_spend_amount_12m, new_customer_count, acquisition_n,"
                                + " acquisition_cost_amount, acquisition_cost_amount_low, acquisition_cost_amount_high"
                                + " from account_economics_v1 where scope = 'COMPANY'"))
                .containsExactly("56 FIRST_DEALS 16441.00 30 29 566.93 415.82 792.50");
    }

    @Test
    void keepingCosts2703AYearAndEverySpendingHasOnePurpose() throws SQLException {
        assertThat(night.rows("select retention_cost_amount, retention_n, round(active_years, 1),"
                        + " retention_spend_amount_12m = retention_activity_amount_12m + retention_service_amount_12m + loyalty_discount_amount_12m"
                        + " from account_economics_v1 where scope = 'COMPANY'"))
                .containsExactly("2702.61 323 274.4 true");
        assertThat(night.rows("select sum(cost_amount) = (select sum(activity_cost_amount) from metrics.activity_costs)"
                        + " + (select sum(service_cost_amount) from staged.service_costs where kind <> 'visit')"
                        + " from metrics.relationship_entries"))
                .containsExactly("true");
    }

    @Test
    void noFactorIsFiveTheCompanysOwnAre021And033WithTheirIntervals() throws SQLException {
        assertThat(
                        night.rows(
                                "select round(acquisition_ratio, 4), round(acquisition_ratio_low, 4), round(acquisition_ratio_high, 4),"
                                        + " round(winback_ratio, 4), return_count from account_economics_v1 where scope = 'COMPANY'"))
                .containsExactly("0.2098 0.1365 0.3223 0.3281 34");
    }

    @Test
    void all13PlantedReturnsAreReturns() throws SQLException {
        assertThat(night.rows("select count(*), count(silences.account_id)" + TRUTH + " as truth"
                        + " left join metrics.account_silences as silences on silences.level = 'customer' and silences.is_lapse"
                        + " and silences.account_id = truth.customer_id"
                        + " and silences.returned_on between cast(won_back_on as date) and cast(won_back_on as date) + 60"
                        + " where pattern = 'won_back'"))
                .containsExactly("13 13");
    }

    @Test
    void all34PlantedReferralsAreFoundAndTheOther2AreProspectsThatTheTruthDoesNotList() throws SQLException {
        assertThat(night.rows("select count(*) filter (where truth.referred_by = links.referring_customer_id),"
                        + " count(*) filter (where links.referred_customer_id like 'crm:%'), count(*)"
                        + " from staged.referrals as links left join (select *" + TRUTH
                        + ") as truth on truth.customer_id = links.referred_customer_id"))
                .containsExactly("34 2 36");
        assertThat(night.rows("select count(*)" + TRUTH + " where referred_by is not null"))
                .containsExactly("34");
    }

    @Test
    void of36ReferralsOneIsBetweenSistersAndCreditsNobody() throws SQLException {
        assertThat(night.rows("select count(*) from staged.referrals as links"
                        + " inner join staged.customers as referring on referring.customer_id = links.referring_customer_id"
                        + " inner join staged.customers as referred on referred.customer_id = links.referred_customer_id"
                        + " where referring.parent_id = referred.parent_id"))
                .containsExactly("1");
        assertThat(night.rows(
                        "select level, sum(referral_count), sum(group_referral_count), sum(circular_referral_count) from metrics.referral_values"
                                + " group by level order by level"))
                .containsExactly("customer 35 1 0", "parent 35 1 0");
    }

    @Test
    void aChainOfReferralsCreditsOneGeneration() throws SQLException {
        assertThat(night.rows("select grandchild.referring_customer_id, child.referring_customer_id, referral_count,"
                        + " referral_value_amount = round(0.5 * clv_net_amount_36m + 0.5 * (select acquisition_cost from metrics.relationship_costs where scope = 'COMPANY'), 2)"
                        + " from staged.referrals as child"
                        + " inner join staged.referrals as grandchild on grandchild.referring_customer_id = child.referred_customer_id"
                        + " inner join account_economics_v1 on scope = 'CUSTOMER' and account_economics_v1.customer_id = child.referring_customer_id"
                        + " inner join metrics.net_values on level = 'customer' and net_values.account_id = child.referred_customer_id"
                        + " order by 1"))
                .containsExactly("100143 100077 1 true", "100183 100123 1 true", "100272 100063 1 true");
    }

    @Test
    void goodwillOf59CasesIsThatOfTheBookedComplaintsAndWhatCameBackMayHaveBeenNothing() throws SQLException {
        assertThat(night.rows("with booked as (select 'crm:' || REKLAMATION as complaint_id"
                        + " from read_csv('data/sample/erp/servicekosten.csv', all_varchar = true, delim = ';') where REKLAMATION is not null)"
                        + " select count(*), count(*) filter (where goodwill_amount > 0),"
                        + " count(*) filter (where (goodwill_amount > 0) = (complaint_id in (select complaint_id from booked)))"
                        + " from metrics.goodwill_cases"))
                .containsExactly("103 59 103");
        assertThat(night.rows("select goodwill_case_count, goodwill_control_count, goodwill_return_amount,"
                        + " goodwill_return_amount_low < 0 and goodwill_return_amount_high > 0"
                        + " from account_economics_v1 where scope = 'COMPANY'"))
                .containsExactly("16 44 -32083.37 true");
    }

    @Test
    void theLedgersOfAllCustomersAddUpToTheCompanysAndKeepTheirSign() throws SQLException {
        assertThat(night.rows("select sum(economic_profit_amount), count(*) filter (where economic_profit_amount < 0),"
                        + " sum(economic_profit_amount) = sum(contribution_margin_amount - activity_cost_amount - carrying_cost_amount - expected_credit_loss_amount)"
                        + " from metrics.account_ledgers where level = 'customer'"))
                .containsExactly("4915596.4974 90 true");
        assertThat(
                        night.rows(
                                "select economic_profit_amount_12m, referral_value_amount from account_economics_v1 where scope = 'COMPANY'"))
                .containsExactly("4915596.50 231726.89");
    }

    @Test
    void the9CustomersThatNoCrmKnowsHaveNoZeroOfWorkAndAreLeftOutOfEverySum() throws SQLException {
        assertThat(
                        night.rows(
                                "select count(*), count(*) filter (where customer_id like '%50' or customer_id like '%00' or customer_id = '100020'),"
                                        + " count(activity_cost_amount_12m), count(retention_spend_amount_12m), count(economic_profit_amount_12m)"
                                        + " from account_economics_v1 where scope = 'CUSTOMER' and unlisted_customer_count > 0"
                                        + " and economic_profit_abstain_reason = 'NOT_IN_SOURCE' and retention_abstain_reason = 'NOT_IN_SOURCE'"))
                .containsExactly("9 9 0 0 0");
        assertThat(
                        night.rows(
                                "select scope, sum(unlisted_customer_count), sum(contribution_margin_amount_12m) > 0,"
                                        + " abs(sum(contribution_margin_amount_12m - activity_cost_amount_12m - carrying_cost_amount_12m"
                                        + " - expected_credit_loss_amount - economic_profit_amount_12m)) < 0.1"
                                        + " from account_economics_v1 where scope in ('COMPANY', 'SEGMENT') group by scope order by scope"))
                .as("the lines of a sum add up")
                .containsExactly("COMPANY 9 true true", "SEGMENT 9 true true");
    }

    @Test
    void deals3WereLostToABadReferenceAndNobodysWordIsGuessed() throws SQLException {
        assertThat(
                        night.rows(
                                "select count(*), sum(cast(amount as decimal(18, 2)))"
                                        + " from read_csv('data/sample/crm/opportunities.csv', all_varchar = true)"
                                        + " where status = 'lost' and lost_reason = 'bad_reference' and closed_on between '2025-11-21' and '2026-11-20'"))
                .containsExactly("3 22870.00");
        assertThat(
                        night.rows(
                                "select reference_loss_count, reference_loss_amount_12m from account_economics_v1 where scope = 'COMPANY'"))
                .containsExactly("3 22870.00");
        assertThat(night.rows(
                        "select distinct reference_loss_amount_12m, reference_loss_abstain_reason from account_economics_v1"
                                + " where scope in ('CUSTOMER', 'PARENT')"))
                .containsExactly("null NOT_ATTRIBUTABLE");
    }

    @Test
    void whoIsWorthMoreIsReplacedByMoreNewCustomers() throws SQLException {
        assertThat(night.rows(
                        "select count(*) > 300, count(*) filter (where abs(replacement_count * new_value_amount - clv_net_amount_36m) > 0.01)"
                                + " from metrics.replacement_values as r inner join metrics.net_values as v using (level, account_id)"
                                + " inner join metrics.account_attributes as a using (level, account_id)"
                                + " inner join metrics.new_customer_values as n on n.scope = 'SEGMENT' and n.industry = a.industry"
                                + " where r.replacement_count > 0"))
                .containsExactly("true 0");
        assertThat(night.rows("select count(*), count(*) filter (where win_limit_amount > 0) from account_economics_v1"
                        + " where scope = 'CUSTOMER' and replacement_abstain_reason = 'NO_PURCHASE'"))
                .containsExactly("42 42");
    }
}

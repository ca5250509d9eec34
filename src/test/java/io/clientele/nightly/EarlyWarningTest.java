package io.clientele.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Of whom the sample company is warned, against who was planted as leaving, and against what came after earlier days. */
@ExtendWith(SampleNight.class)
class EarlyWarningTest {

    private static final String TRUTH =
            "(select customer_id, pattern, cast(nullif(churned_on, '') as date) as churned_on"
                    + " from read_csv('data/sample/truth/customer_truth.csv', all_varchar = true)) as truth";

    private static final String WARNED =
            " left join early_warning_v1 as warned on warned.level = 'customer' and warned.customer_id = truth.customer_id";

    private static final String LIVING =
            " inner join metrics.account_lifecycle as lives on lives.level = 'customer' and lives.account_id = truth.customer_id"
                    + " and lives.lifecycle in ('NEW', 'ACTIVE', 'AT_RISK', 'REACTIVATED')";

    private final SampleNight.Books night;

    EarlyWarningTest(SampleNight.Books night) {
        this.night = night;
    }

    @Test
    void all10OfTheCustomersWhoLeftAndHaveNotLapsedAreWarnedOfAnd9OfThemGravely() throws SQLException {
        assertThat(night.rows("select count(*), count(warned.customer_id),"
                        + " count(*) filter (where warned.warning_level in ('WARNING', 'ALERT')) from " + TRUTH + LIVING
                        + WARNED + " where truth.pattern = 'churned'"))
                .containsExactly("10 10 9");
    }

    @Test
    void of19GraveWarnings9AreOfCustomersWhoLeftWhereOneIn27OfAllLivingOnesDid() throws SQLException {
        assertThat(night.rows("select count(*), count(*) filter (where truth.pattern = 'churned') from " + TRUTH
                        + WARNED + " where warned.warning_level in ('WARNING', 'ALERT')"))
                .containsExactly("19 9");
        assertThat(night.rows("select count(*) > 26 * count(*) filter (where truth.pattern = 'churned') from " + TRUTH
                        + LIVING))
                .containsExactly("true");
    }

    @Test
    void nobodyWhoNeverBoughtWhoHasLapsedOrIsLostIsWarnedOf() throws SQLException {
        assertThat(night.rows(
                        "select count(*) from early_warning_v1 as warned inner join metrics.account_lifecycle as lives"
                                + " on lives.level = warned.level and lives.account_id = warned.customer_id"
                                + " where lives.lifecycle in ('PROSPECT', 'LAPSED', 'LOST')"))
                .containsExactly("0");
    }

    @Test
    void atAll4EarlierDaysTheModelIsNearerToWhatHappenedThanThePurchaseModel() throws SQLException {
        assertThat(night.rows("select churn.level, count(*), min(churn.auc) > 0.75, bool_and(churn.brier < base.brier)"
                        + " from metrics.churn_results as churn"
                        + " inner join metrics.churn_purchase_fits as fits on fits.level = churn.level and fits.origin = churn.origin"
                        + " inner join metrics.backtest_results as base on base.level = churn.level and base.origin = churn.origin"
                        + " and base.score = fits.model group by churn.level order by churn.level"))
                .containsExactly("customer 4 true true", "parent 4 true true");
        assertThat(night.rows(
                        "select level, churn_method, choice_reason, verdict, origin_count, lost_count, training_method"
                                + " from metrics.churn_choices order by level"))
                .containsExactly(
                        "customer LOGISTIC DEFAULT HOLDS 4 0 SEASON_MATCHED",
                        "parent LOGISTIC DEFAULT HOLDS 4 0 SEASON_MATCHED");
    }

    @Test
    void theBacktestsHoldTheChurnModelToTheSameAccountsAndOutcomesAsTheOthers() throws SQLException {
        assertThat(night.rows("select count(*), bool_and(churn.customer_count = base.customer_count"
                        + " and churn.silent_count = base.silent_count) from metrics.churn_results as churn"
                        + " inner join metrics.backtest_results as base"
                        + " on base.level = churn.level and base.origin = churn.origin and base.score = 'RECENCY'"))
                .containsExactly("8 true");
        assertThat(night.rows("select count(distinct fitted_on), count(distinct figure), bool_or(is_in_use)"
                        + " from model_fit_v1 where estimator = 'logistic' and figure_kind = 'backtest'"))
                .containsExactly("8 8 false");
        assertThat(night.rows("select distinct model, use_reason, verdict, is_in_use from model_fit_v1"
                        + " where estimator = 'logistic' and fitted_on = as_of"))
                .containsExactly("CHURN DEFAULT HOLDS true");
    }

    @Test
    void whatIsLearnedFromEndedBeforeTheDayOnWhichIsTold() throws SQLException {
        assertThat(night.rows("select bool_and(trained_on + horizon_days <= origin_on),"
                        + " count(*) filter (where training_method = 'SEASON_MATCHED') from metrics.churn_origins"))
                .containsExactly("true 4");
    }

    @Test
    void tonightsCyclesAndHistoriesAreThoseOfTheOtherRelations() throws SQLException {
        assertThat(night.rows("select count(*) > 300, bool_and(abs(signals.silence_so_far_probability"
                        + " - cycles.silence_so_far_probability) < 1e-9 and abs(exp(signals.log_overdue) / cycles.overdue_ratio - 1) < 1e-9)"
                        + " from metrics.churn_signals as signals inner join metrics.cycle_expectations as cycles"
                        + " on cycles.level = signals.level and cycles.account_id = signals.account_id"
                        + " where signals.look_kind = 'SCORED' and signals.months_ago = 0"))
                .containsExactly("true true");
        assertThat(night.rows("select count(*), bool_and(looks.repeat_count = base.repeat_count"
                        + " and looks.recency_days = base.recency_days and looks.age_days = base.age_days"
                        + " and looks.is_silent = (base.purchase_count = 0))"
                        + " = true from metrics.backtest_histories as base inner join metrics.churn_histories as looks"
                        + " on looks.level = base.level and looks.account_id = base.account_id"
                        + " and looks.looked_on = cast(base.origin as date)"))
                .containsExactly(night.rows("select count(*), true from metrics.backtest_histories")
                        .get(0));
    }

    @Test
    void theListIsSortedByValueAtRiskWhichIsTheChanceTimesTheValueOf36Months() throws SQLException {
        assertThat(
                        night.rows(
                                "select bool_and(abs(warned.value_at_risk_amount_36m"
                                        + " - warned.churn_probability * net.clv_net_amount_36m) < 0.01),"
                                        + " bool_and(abs(warned.justified_spend_amount - 0.2 * warned.value_at_risk_amount_36m) < 0.01"
                                        + " or warned.value_at_risk_amount_36m < 0)"
                                        + " from early_warning_v1 as warned inner join metrics.net_future_values as net"
                                        + " on net.level = warned.level and net.account_id = warned.customer_id and net.months_ago = 0"))
                .containsExactly("true true");
        assertThat(night.rows("select count(*) from early_warning_v1 as above inner join early_warning_v1 as below"
                        + " on below.level = above.level and below.work_rank = above.work_rank + 1"
                        + " where below.value_at_risk_amount_36m > above.value_at_risk_amount_36m"))
                .containsExactly("0");
    }

    @Test
    void oneMinusTheChanceToBeAliveIsNobodysChanceToLeave() throws SQLException {
        assertThat(night.rows("select count(*) from metrics.churn_scores as scores"
                        + " inner join metrics.purchase_histories as histories on histories.level = scores.level"
                        + " and histories.account_id = scores.account_id and histories.months_ago = 0"
                        + " inner join metrics.purchase_forecasts as forecasts on forecasts.level = histories.level"
                        + " and forecasts.repeat_count = histories.repeat_count and forecasts.recency_days = histories.recency_days"
                        + " and forecasts.age_days = histories.age_days"
                        + " where abs(scores.churn_probability - (1 - forecasts.p_alive)) < 1e-6"))
                .containsExactly("0");
    }

    @Test
    void whoseManagerLeftIsTheSuperiorsToSave() throws SQLException {
        assertThat(night.rows("select count(*) > 0, bool_and(managers.is_active)"
                        + " from early_warning_v1 as warned inner join staged.account_managers as managers"
                        + " on managers.account_manager_id = warned.suggested_owner_id"
                        + " where warned.suggested_owner_role = 'SUPERIOR_OF_LEAVER'"))
                .containsExactly("true true");
    }

    @Test
    void everyWarningHasAReasonAnActionInBothLanguagesAndWhatItCosts() throws SQLException {
        assertThat(night.rows(
                        "select count(*) filter (where reason_1_en is null or reason_1_zh is null or action_en is null"
                                + " or action_zh is null or action_cost_amount is null) from early_warning_v1"))
                .containsExactly("0");
    }
}

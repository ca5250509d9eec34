package io.clientele.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who of the sample company is lost and who may return, against those that were planted to leave. */
@ExtendWith(SampleNight.class)
class WinbackTest {

    private static final String LIST =
            " from winback_v1 inner join read_csv('data/sample/truth/customer_truth.csv', all_varchar = true) as truth using (customer_id)"
                    + " where level = 'customer'";

    private final SampleNight.Books night;

    WinbackTest(SampleNight.Books night) {
        this.night = night;
    }

    @Test
    void all31ThatAreCalledLostWerePlantedToLeaveWhichAre37Of100ThatWere() throws SQLException {
        assertThat(night.rows("select count(*), count(*) filter (where pattern = 'churned')" + LIST
                        + " and verdict = 'LOST'"))
                .containsExactly("31 31");
        assertThat(night.rows(
                        "select count(*), round(31 / count(*), 2) from read_csv('data/sample/truth/customer_truth.csv', all_varchar = true)"
                                + " where pattern = 'churned'"))
                .containsExactly("83 0.37");
        assertThat(night.rows("select count(*)" + LIST + " and pattern = 'churned'"))
                .containsExactly("74");
    }

    @Test
    void nobodyIsWrittenOffForLackOfData() throws SQLException {
        assertThat(night.rows("select count(*), count(*) filter (where verdict = 'UNSURE')" + LIST
                        + " and pattern = 'one_time'"))
                .containsExactly("24 24");
        assertThat(
                        night.rows(
                                "select count(*) from winback_v1 where verdict = 'LOST' and (occasion_count < 3 or data_completeness_share < 0.5)"))
                .containsExactly("0");
    }

    @Test
    void everyAccountThatLapsedOrIsLostIsOnTheListOnce() throws SQLException {
        assertThat(
                        night.rows(
                                "select count(*) from metrics.account_lifecycle as l full join winback_v1 as w"
                                        + " on w.level = l.level and w.customer_id = l.account_id"
                                        + " where (l.lifecycle in ('LAPSED', 'LOST')) <> (w.customer_id is not null and w.lifecycle <> 'AT_RISK')"))
                .containsExactly("0");
        assertThat(night.rows("select count(*) from winback_v1 where lifecycle = 'AT_RISK' and verdict = 'LOST'"))
                .containsExactly("0");
    }

    @Test
    void theLastSignNames28Of29CompetitorsPricesAnd11Of14Insolvencies() throws SQLException {
        assertThat(night.rows(
                        "select churn_reason, count(*) filter (where last_reason = case churn_reason when 'insolvency' then 'overdue_90d' else 'price' end),"
                                + " count(*)" + LIST
                                + " and pattern = 'churned' and churn_reason in ('competitor_price', 'insolvency')"
                                + " group by churn_reason order by churn_reason"))
                .containsExactly("competitor_price 28 29", "insolvency 11 14");
        assertThat(night.rows(
                        "select count(*) from winback_v1 where is_contact_advised and last_reason_kind = 'RECEIVABLE'"))
                .containsExactly("0");
    }

    /** The product limit again, day by day and without windows, for silences of one and a half limits. */
    @Test
    void ofSilencesOfOneAndAHalfLimits22Of100EndWithinAYear() throws SQLException {
        String entered =
                "with days as (select silent_days - cast(ceil(1.5 * lapsed_after_days) as integer) as t, returned_on is not null as e"
                        + " from metrics.account_silences where level = 'customer' and silent_days > ceil(1.5 * lapsed_after_days))";
        assertThat(night.rows(entered
                        + " select round(1 - product(1 - (select count(*) from days as d where d.e and d.t = times.t) / (select count(*) from days as d where d.t >= times.t)), 6),"
                        + " (select count(*) from days)"
                        + " from (select distinct t from days where e and t <= 365) as times"))
                .containsExactly("0.21629 83");
        assertThat(night.rows(
                        "select round(observed_rate, 6), spell_count, round(return_rate, 4) from metrics.return_rates"
                                + " where level = 'customer' and band = 3"))
                .containsExactly("0.21629 83 0.2454");
    }

    /** A silence that ended is itself a gap: it must not lengthen the limit by which it is measured. */
    @Test
    void eachSilenceIsMeasuredByTheGapsThatWereCompleteWhenItBeganAndThePresentOneByTonightsLimit()
            throws SQLException {
        String limit =
                "cast(greatest(least(ceil(4 * greatest(7e0, least(365e0, exp(p.m + n * p.tau2 / (n * p.tau2 + p.sigma2)"
                        + " * (coalesce(mean, p.m) - p.m))))), 730), 180) as bigint)";
        assertThat(
                        night.rows(
                                "with known as (select s.*, count(o.gap_days) as n, avg(ln(o.gap_days)) as mean from metrics.account_silences as s"
                                        + " inner join metrics.account_occasions as o on o.level = s.level and o.account_id = s.account_id and o.ordered_on <= s.last_ordered_on"
                                        + " group by all) select count(*) filter (where lapsed_after_days <> " + limit
                                        + "), count(*) > 1000 from known as s inner join metrics.cycle_parameters as p using (level)"))
                .containsExactly("0 true");
        assertThat(night.rows(
                        "select count(*) filter (where s.lapsed_after_days <> l.lapsed_after_days), count(*) > 200"
                                + " from metrics.account_silences as s inner join metrics.account_lifecycle as l using (level, account_id)"
                                + " where s.returned_on is null"))
                .containsExactly("0 true");
    }

    @Test
    void theLongerTheSilenceTheFewerComeBackAndTheIntervalHoldsTheShare() throws SQLException {
        assertThat(night.rows(
                        "select count(*) from metrics.return_rates as s inner join metrics.return_rates as l using (level)"
                                + " where s.band in (1, 2) and l.band > s.band and l.return_rate >= s.return_rate"))
                .containsExactly("0");
        assertThat(
                        night.rows(
                                "select count(*) from metrics.return_rates where not return_rate between return_rate_low and return_rate_high"))
                .containsExactly("0");
    }

    @Test
    void whoCameBackBrings111Of100OfBeforeWhichMayBeNoMore() throws SQLException {
        assertThat(night.rows(
                        "select return_count, round(second_life_share, 4), second_life_share_low < 1 and second_life_share_high > 1"
                                + " from metrics.second_lifetimes where level = 'customer'"))
                .containsExactly("47 1.1148 true");
    }

    @Test
    void theScoreIsChanceTimesSecondLifeLessAnAttemptAndRanksTheList() throws SQLException {
        assertThat(night.rows(
                        "select count(*) > 90, count(*) filter (where abs(score_amount - (return_probability * second_life_amount - attempt_cost_amount)) > 0.02)"
                                + " from winback_v1 where level = 'customer' and score_amount is not null"))
                .containsExactly("true 0");
        assertThat(
                        night.rows(
                                "select customer_id, score_rank, score_amount from winback_v1 where level = 'customer' and score_rank <= 2 order by score_rank"))
                .containsExactly("100281 1 46159.85", "100158 2 35453.08");
    }
}

package io.clientele.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the sample company promised and delivered, against its own files. */
@ExtendWith(SampleNight.class)
class ServiceLevelTest {

    /** The ERP's files read by themselves: deliveries of orders that count, and goods without one, promised for a day of the last twelve months. */
    private static final String DUE =
            "with auftraege as (select * from (select *, row_number() over (partition by AUFTRAGNR"
                    + " order by strptime(GEAENDERT, '%d.%m.%Y %H:%M:%S') desc) as version"
                    + " from read_csv('data/sample/erp/auftraege.csv', delim = ';', quote = '\"', all_varchar = true)) where version = 1),"
                    + " positionen as (select POSNR, any_value(AUFTRAGNR) as AUFTRAGNR, any_value(MENGE) as MENGE,"
                    + " any_value(ART) as ART, any_value(ARTIKELNR) as ARTIKELNR"
                    + " from read_csv('data/sample/erp/auftragspositionen.csv', delim = ';', all_varchar = true) group by POSNR),"
                    + " due as (select trim(a.KUNDENNR) as customer_id, a.AUFTRAGNR as order_id,"
                    + " cast(strptime(coalesce(l.ZUGESAGT, a.ZUGESAGT), '%d.%m.%Y') as date) as due_on, cast(strptime(l.GELIEFERT, '%d.%m.%Y') as date) as came_on,"
                    + " coalesce(try_cast(replace(l.MENGE, ',', '.') as double), 0) >= try_cast(replace(p.MENGE, ',', '.') as double) as is_full"
                    + " from positionen p join auftraege a on a.AUFTRAGNR = p.AUFTRAGNR"
                    + " left join read_csv('data/sample/erp/lieferungen.csv', delim = ';', all_varchar = true) l on l.POSNR = p.POSNR"
                    + " where a.STATUS in ('done', 'confirmed') and a.RETOURE = '0'"
                    + " and (l.POSNR is not null or (p.ART = 'goods' and p.ARTIKELNR is not null and p.MENGE not like '-%'))"
                    + " and cast(strptime(coalesce(l.ZUGESAGT, a.ZUGESAGT), '%d.%m.%Y') as date) between date '2025-11-21' and date '2026-11-20'),"
                    + " late as (select *, case when came_on is null then date '2026-11-20' - due_on + 1"
                    + " else greatest(came_on - due_on, 0) end as days_late from due) ";

    private static final String OF_ALL = " from service_level_v1 where scope = 'ALL'";

    private final SampleNight.Books night;

    ServiceLevelTest(SampleNight.Books night) {
        this.night = night;
    }

    @Test
    void of4159LinesThatFellDue3452CameOnTimeInFullAsTheFilesSay() throws SQLException {
        assertThat(
                        night.rows(
                                DUE
                                        + "select count(*), count(*) filter (where days_late = 0 and is_full), count(*) filter (where came_on is null),"
                                        + " round(avg(days_late), 9), quantile_disc(days_late, 0.5), quantile_disc(days_late, 0.9) from late"))
                .containsExactly("4159 3452 26 1.417888916 0 7");
        assertThat(night.rows("select otif_n, cast(round(otif_share * otif_n) as integer), overdue_line_count,"
                        + " round(mean_days_late, 9), days_late_p50, days_late_p90, round(otif_share, 4)" + OF_ALL))
                .containsExactly("4159 3452 26 1.417888916 0 7 0.83");
    }

    @Test
    void theNetPromoterScoreIs122PromotersLess65DetractorsOf335And189Of844ContactsAnswerAsTheFilesSay()
            throws SQLException {
        assertThat(night.rows("with answers as (select contact_id, instrument, cast(score as double) as score,"
                        + " cast(responded_at as timestamp) as answered_at from read_csv('data/sample/crm/surveys.csv', all_varchar = true)"
                        + " where cast(score as double) <= cast(score_max as double)),"
                        + " asked as (select * from answers where instrument = 'nps' and answered_at >= date '2024-11-21')"
                        + " select count(*), count(*) filter (where score >= 9), count(*) filter (where score <= 6),"
                        + " (select count(*) from read_csv('data/sample/crm/contacts.csv', all_varchar = true) where left_on is null),"
                        + " (select count(distinct contact_id) from answers where answered_at >= date '2025-11-21' and contact_id in"
                        + " (select contact_id from read_csv('data/sample/crm/contacts.csv', all_varchar = true) where left_on is null))"
                        + " from asked"))
                .containsExactly("335 122 65 844 189");
        assertThat(night.rows("select net_promoter_score_n, round(net_promoter_score * 335 / 100) = 122 - 65,"
                        + " round((net_promoter_score_high - net_promoter_score) / 1.6448536269514722, 6)"
                        + " = round(100 * sqrt((187 / 335.0 - pow(57 / 335.0, 2)) / 335), 6),"
                        + " answering_contact_share_n, round(answering_contact_share * 844), satisfaction_trend_abstain_reason"
                        + OF_ALL))
                .containsExactly("335 true true 844 189.0 ACCOUNT_ONLY");
        assertThat(
                        night.rows(
                                "select count(*), count(*) filter (where net_promoter_score is not null and net_promoter_score_n < 5),"
                                        + " count(net_promoter_score), sum(net_promoter_score_n) from service_level_v1 where scope = 'TIER'"))
                .containsExactly("6 0 4 335");
    }

    @Test
    void goodsThatNobodyDeliveredAreOverdueSinceTheDayOfTheirOrder() throws SQLException {
        assertThat(
                        night.rows(
                                DUE
                                        + "select customer_id, order_id, due_on, days_late from late where came_on is null and not is_full"))
                .containsExactly("100010 200194 2026-10-28 24");
        assertThat(night.rows("select overdue_line_count from service_level_v1"
                        + " where scope = 'CUSTOMER' and customer_id = '100010'"))
                .containsExactly("1");
    }

    @Test
    void everyCustomersLinesAndOrdersAreThoseOfTheFiles() throws SQLException {
        assertThat(
                        night.rows(
                                DUE
                                        + ", orders as (select case customer_id when '100008' then '100007' else customer_id end as customer_id, order_id,"
                                        + " count(*) as lines, count(*) filter (where days_late = 0) as kept from late group by all)"
                                        + " select customer_id, cast(sum(lines) as bigint), cast(sum(kept) as bigint), count(*),"
                                        + " count(*) filter (where kept = lines) from orders group by customer_id order by customer_id"))
                .hasSizeGreaterThan(250)
                .isEqualTo(night.rows(
                        "select customer_id, otif_n, cast(round(otif_share * otif_n) as bigint), promise_kept_n,"
                                + " cast(round(promise_kept_rate * promise_kept_n) as bigint) from service_level_v1"
                                + " where scope = 'CUSTOMER' and otif_n > 0 order by customer_id"));
    }

    @Test
    void everyScopeAddsUpToTheSameLinesOrdersComplaintsVisitsAndCosts() throws SQLException {
        assertThat(
                        night.rows(
                                "select sum(otif_n), sum(promise_kept_n), sum(complaint_count_12m), sum(visit_count_12m),"
                                        + " sum(planned_visit_count), sum(service_cost_amount_12m), sum(customer_count) from service_level_v1 group by scope"))
                .hasSize(4)
                .containsOnly("4159 1488 69 546 504 28598.72 409");
    }

    @Test
    void promisesToThe13CustomersWhoseFirstYearIsKnownChangedByNothingSure() throws SQLException {
        assertThat(night.rows("select promise_kept_change_n, first_year_order_count, tenured_order_count,"
                        + " round(promise_kept_change, 4), promise_kept_change_low < 0 and promise_kept_change_high > 0"
                        + OF_ALL))
                .containsExactly("13 62 55 -0.0812 true");
        assertThat(night.rows("select promise_kept_change_abstain_reason, count(*) from service_level_v1"
                        + " where scope = 'CUSTOMER' group by 1 order by 1 nulls last"))
                .containsExactly(
                        "FIRST_YEAR_NOT_RECORDED 282",
                        "NEVER_BOUGHT 32",
                        "NOTHING_DUE 9",
                        "NOT_IN_SOURCE 10",
                        "TENURE_TOO_SHORT 63",
                        "null 13");
    }

    @Test
    void the69ComplaintsAreHalfSettledIn13DaysAndNineOfTenIn25AsTheFilesSay() throws SQLException {
        String files =
                "from read_csv('data/sample/crm/complaints.csv', all_varchar = true) where opened_on > '2025-11-20'";
        assertThat(night.rows("select count(*), quantile_disc(cast(closed_at as date) - cast(opened_on as date), 0.5),"
                        + " quantile_disc(cast(closed_at as date) - cast(opened_on as date), 0.9),"
                        + " count(*) filter (where reopened_count = '1') " + files))
                .containsExactly("69 13 25 7");
        assertThat(night.rows("select resolution_n, resolution_days_p50, resolution_days_p90,"
                        + " cast(round(reopened_rate * reopened_n) as integer)" + OF_ALL))
                .as("none is open, so the curve of Kaplan and Meier is that of the files")
                .containsExactly("69 13 25 7");
    }

    @Test
    void noComplaintWasSettledAtTheFirstContactBecauseTheFastestTook2DaysAfterTheAnswer() throws SQLException {
        assertThat(night.rows("select min(cast(closed_at as date) - cast(first_response_at as date))"
                        + " from read_csv('data/sample/crm/complaints.csv', all_varchar = true)"))
                .containsExactly("2");
        assertThat(night.rows("select first_contact_resolution_n, first_contact_resolution_rate,"
                        + " round(first_contact_resolution_rate_high, 4)" + OF_ALL))
                .containsExactly("69 0.0 0.0377");
    }

    @Test
    void in1459OrdersOfCustomersWhoseComplaintsAreKnown69ComplaintsAreBetween38And58InAThousand() throws SQLException {
        assertThat(night.rows(
                        "select complaint_count_12m, complaint_rate_n, round(complaint_rate, 4), round(complaint_rate_low, 4),"
                                + " round(complaint_rate_high, 4)" + OF_ALL))
                .containsExactly("69 1459 0.0473 0.0383 0.0578");
    }

    @Test
    void topCustomersGetHalfOfTheirPlannedVisitsAndSmallOnesMoreThanTheirs() throws SQLException {
        assertThat(night.rows(
                        "select tier, visit_count_12m, planned_visit_count, round(visit_plan_ratio, 3), visit_plan_abstain_reason"
                                + " from service_level_v1 where scope = 'TIER' order by tier"))
                .containsExactly(
                        "BIG 44 66 0.667 null",
                        "INACTIVE 52 0 null NO_PLAN",
                        "MEDIUM 130 196 0.663 null",
                        "PROSPECT 22 0 null NO_PLAN",
                        "SMALL 286 218 1.312 null",
                        "TOP 12 24 0.5 null");
    }

    @Test
    void anOrderFollows384Of1000VisitsWhere323AreUsualAndDealsAreWonNoMoreOftenAfterOne() throws SQLException {
        assertThat(night.rows(
                        "select visit_order_n, round(visit_order_rate, 3), round(usual_order_rate, 3), visited_deal_n,"
                                + " unvisited_deal_n, win_rate_difference_low < 0 and win_rate_difference_high > 0"
                                + OF_ALL))
                .containsExactly("490 0.384 0.323 99 155 true");
    }

    @Test
    void noTierIsServedSurelyBetterThanTheBaseTierWhichIsNotHeldAgainstItself() throws SQLException {
        assertThat(night.rows(
                        "select tier, coalesce(otif_gap_abstain_reason, cast(otif_gap_low <= 0 and otif_gap_high >= 0 as varchar))"
                                + " from service_level_v1 where scope = 'TIER' order by tier"))
                .containsExactly(
                        "BIG true",
                        "INACTIVE true",
                        "MEDIUM true",
                        "PROSPECT NOTHING_DUE",
                        "SMALL IS_BASE_TIER",
                        "TOP true");
    }

    @Test
    void costToServeIsThatOfTheAccountsOver12MonthsAndTheYearBefore() throws SQLException {
        assertThat(night.rows(
                        "select round(cost_to_serve_ratio, 9), round(prior_cost_to_serve_ratio, 9), round(cost_to_serve_creep, 9)"
                                + OF_ALL))
                .isEqualTo(night.rows("select round(a, 9), round(b, 9), round(a - b, 9) from (select"
                        + " sum(service_cost_amount) filter (where window_name = '12m') / sum(revenue_amount) filter (where window_name = '12m') as a,"
                        + " sum(service_cost_amount) filter (where window_name = 'prior_12m') / sum(revenue_amount) filter (where window_name = 'prior_12m') as b"
                        + " from metrics.account_windows where level = 'customer')"));
    }
}

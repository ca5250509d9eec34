-- How well did each model, and each rule of thumb, tell at each origin who would not buy within the horizon?
-- AUC with half a point for ties (Mann and Whitney 1947), its interval by Hanley and McNeil (1982). The tenth most at risk is cut by account number where scores are equal, so that it is the same tenth every night.
with

cells as (
    select * from metrics.backtest_cells
),

rankings as (
    select * from metrics.backtest_rankings
),

histories as (
    select * from metrics.backtest_histories
),

policy as (
    select * from config.model_fit
),

outcomes as (
    select
        rankings.level,
        rankings.origin,
        rankings.score,
        rankings.is_model,
        rankings.risk_score,
        rankings.no_purchase_probability,
        rankings.expected_purchases,
        cells.purchase_count,
        cells.customer_count,
        case when cells.purchase_count = 0 then cells.customer_count else 0 end as silent_count,
        case when cells.purchase_count = 0 then 1e0 else 0e0 end as is_silent
    from rankings
    inner join cells
        on cells.level = rankings.level
        and cells.origin = rankings.origin
        and cells.repeat_count = rankings.repeat_count
        and cells.recency_days = rankings.recency_days
        and cells.age_days = rankings.age_days
),

totals as (
    select
        level,
        origin,
        score,
        bool_and(is_model) as is_model,
        cast(sum(customer_count) as bigint) as customer_count,
        cast(sum(silent_count) as bigint) as silent_count,
        cast(ceil(sum(customer_count) * 0.1) as bigint) as top_10_count,
        cast(sum(fixed(customer_count * no_purchase_probability)) as double) as predicted_silent,
        cast(sum(fixed(customer_count * (no_purchase_probability - is_silent) * (no_purchase_probability - is_silent))) as double)
            as squared_errors,
        cast(sum(fixed(
            customer_count * (no_purchase_probability - is_silent) * (no_purchase_probability - is_silent)
                * (no_purchase_probability - is_silent) * (no_purchase_probability - is_silent)
        )) as double) as fourth_powers,
        cast(sum(fixed(customer_count * expected_purchases)) as double) as predicted_purchases,
        cast(sum(purchase_count * customer_count) as bigint) as purchase_count,
        cast(sum(fixed(customer_count * abs(expected_purchases - purchase_count))) as double) as absolute_errors
    from outcomes
    group by level, origin, score
),

bins as (
    select
        level,
        origin,
        score,
        least(floor(no_purchase_probability * 10), 9e0) as bin,
        abs(cast(sum(fixed(customer_count * no_purchase_probability)) as double) - sum(silent_count)) as excess
    from outcomes
    where is_model
    group by level, origin, score, least(floor(no_purchase_probability * 10), 9e0)
),

calibrations as (
    select
        level,
        origin,
        score,
        cast(sum(fixed(excess)) as double) as excesses
    from bins
    group by level, origin, score
),

groups_of_equals as (
    select
        level,
        origin,
        score,
        risk_score,
        cast(sum(customer_count) as bigint) as customer_count,
        cast(sum(silent_count) as bigint) as silent_count
    from outcomes
    group by level, origin, score, risk_score
),

ordered as (
    select
        groups_of_equals.*,
        coalesce(sum(customer_count - silent_count) over (
            partition by level, origin, score
            order by risk_score asc nulls last
            rows between unbounded preceding and 1 preceding
        ), 0) as buyers_below,
        coalesce(sum(customer_count) over (
            partition by level, origin, score
            order by risk_score desc nulls last
            rows between unbounded preceding and 1 preceding
        ), 0) as customers_above
    from groups_of_equals
),

taken as (
    select
        ordered.level,
        ordered.origin,
        ordered.score,
        ordered.risk_score,
        ordered.customer_count,
        ordered.silent_count,
        ordered.silent_count * (2 * ordered.buyers_below + ordered.customer_count - ordered.silent_count) as doubled_wins,
        greatest(least(ordered.customer_count, totals.top_10_count - ordered.customers_above), 0) as taken_count
    from ordered
    inner join totals
        on totals.level = ordered.level
        and totals.origin = ordered.origin
        and totals.score = ordered.score
),

at_the_cut as (
    select
        taken.level,
        taken.origin,
        taken.score,
        taken.taken_count,
        histories.purchase_count,
        row_number() over (
            partition by taken.level, taken.origin, taken.score
            order by histories.account_id asc nulls last
        ) as account_rank
    from taken
    inner join rankings
        on rankings.level = taken.level
        and rankings.origin = taken.origin
        and rankings.score = taken.score
        and rankings.risk_score = taken.risk_score
    inner join histories
        on histories.level = rankings.level
        and histories.origin = rankings.origin
        and histories.repeat_count = rankings.repeat_count
        and histories.recency_days = rankings.recency_days
        and histories.age_days = rankings.age_days
    where taken.taken_count > 0 and taken.taken_count < taken.customer_count
),

cut_hits as (
    select
        level,
        origin,
        score,
        count(*) filter (where purchase_count = 0) as hit_count
    from at_the_cut
    where account_rank <= taken_count
    group by level, origin, score
),

wins as (
    select
        level,
        origin,
        score,
        sum(doubled_wins) as doubled_wins,
        coalesce(sum(silent_count) filter (where taken_count = customer_count), 0) as hit_count
    from taken
    group by level, origin, score
),

measured as (
    select
        totals.*,
        totals.customer_count - totals.silent_count as buyer_count,
        safe_div(totals.silent_count, totals.customer_count) as base_rate,
        cast(wins.hit_count + coalesce(cut_hits.hit_count, 0) as bigint) as hit_count,
        safe_div(wins.doubled_wins, 2e0 * totals.silent_count * (totals.customer_count - totals.silent_count)) as auc,
        safe_div(totals.squared_errors, totals.customer_count) as brier,
        safe_div(totals.fourth_powers, totals.customer_count) as mean_fourth_power,
        safe_div(calibrations.excesses, totals.customer_count) as calibration_error,
        case
            when totals.silent_count < policy.min_outcomes
                or totals.customer_count - totals.silent_count < policy.min_outcomes
                then 'TOO_FEW_OBSERVATIONS'
        end as abstain_reason
    from totals
    cross join policy
    inner join wins on wins.level = totals.level and wins.origin = totals.origin and wins.score = totals.score
    left join cut_hits
        on cut_hits.level = totals.level and cut_hits.origin = totals.origin and cut_hits.score = totals.score
    left join calibrations
        on calibrations.level = totals.level
        and calibrations.origin = totals.origin
        and calibrations.score = totals.score
),

errors as (
    select
        measured.*,
        auc_error(auc, silent_count, buyer_count) as auc_error,
        sqrt(greatest(safe_div(mean_fourth_power - brier * brier, customer_count), 0e0)) as brier_error
    from measured
    where abstain_reason is null
)

select
    measured.level,
    measured.origin,
    measured.score,
    measured.is_model,
    measured.customer_count,
    measured.silent_count,
    measured.base_rate,
    measured.abstain_reason,
    errors.auc,
    case when errors.auc is not null then greatest(errors.auc - z_90() * errors.auc_error, 0e0) end as auc_low,
    case when errors.auc is not null then least(errors.auc + z_90() * errors.auc_error, 1e0) end as auc_high,
    measured.top_10_count,
    safe_div(errors.hit_count, errors.top_10_count) as precision_10,
    wilson_low(errors.hit_count, errors.top_10_count) as precision_10_low,
    wilson_high(errors.hit_count, errors.top_10_count) as precision_10_high,
    safe_div(safe_div(errors.hit_count, errors.top_10_count), errors.base_rate) as lift_10,
    errors.brier,
    case when errors.brier is not null then greatest(errors.brier - z_90() * errors.brier_error, 0e0) end as brier_low,
    errors.brier + z_90() * errors.brier_error as brier_high,
    1 - safe_div(errors.brier, errors.base_rate * (1 - errors.base_rate)) as brier_skill,
    errors.calibration_error,
    safe_div(errors.predicted_silent, errors.customer_count) as mean_probability,
    safe_div(errors.predicted_silent, errors.customer_count) - errors.base_rate as calibration_in_the_large,
    errors.predicted_purchases,
    measured.purchase_count,
    safe_div(errors.predicted_purchases, errors.purchase_count) as purchase_ratio,
    safe_div(errors.absolute_errors, errors.customer_count) as mean_absolute_error
from measured
left join errors
    on errors.level = measured.level
    and errors.origin = measured.origin
    and errors.score = measured.score

-- How well did the churn model tell at each origin who would stay silent for the horizon?
-- As backtest_results measures the purchase models and the rules of thumb, by account instead of by history: AUC with half a point for ties, the tenth most at risk cut by account number.
with

forecasts as (
    select * from metrics.churn_forecasts where look_kind = 'SCORED' and churn_probability is not null
),

origins as (
    select * from metrics.churn_origins where origin_number > 0
),

histories as (
    select * from metrics.backtest_histories
),

policy as (
    select * from config.model_fit
),

outcomes as (
    select
        origins.level,
        origins.origin,
        histories.account_id,
        forecasts.churn_probability as probability,
        case when histories.purchase_count = 0 then 1 else 0 end as silent
    from origins
    inner join forecasts on forecasts.fit_number = origins.fit_number
    inner join histories
        on histories.level = origins.level
        and histories.origin = origins.origin
        and histories.account_id = forecasts.account_id
),

totals as (
    select
        level,
        origin,
        count(*) as customer_count,
        cast(sum(silent) as bigint) as silent_count,
        cast(ceil(count(*) * 0.1) as bigint) as top_10_count,
        cast(sum(fixed_small(probability)) as double) as predicted_silent,
        cast(sum(fixed_small((probability - silent) * (probability - silent))) as double) as squared_errors,
        cast(sum(fixed_small((probability - silent) * (probability - silent) * (probability - silent) * (probability - silent))) as double)
            as fourth_powers
    from outcomes
    group by level, origin
),

bins as (
    select
        level,
        origin,
        least(floor(probability * 10), 9e0) as bin,
        abs(cast(sum(fixed_small(probability)) as double) - sum(silent)) as excess
    from outcomes
    group by level, origin, least(floor(probability * 10), 9e0)
),

calibrations as (
    select level, origin, cast(sum(fixed(excess)) as double) as excesses
    from bins
    group by level, origin
),

groups_of_equals as (
    select
        level,
        origin,
        probability,
        count(*) as customer_count,
        cast(sum(silent) as bigint) as silent_count
    from outcomes
    group by level, origin, probability
),

ordered as (
    select
        groups_of_equals.*,
        coalesce(sum(customer_count - silent_count) over (
            partition by level, origin
            order by probability asc nulls last
            rows between unbounded preceding and 1 preceding
        ), 0) as buyers_below
    from groups_of_equals
),

wins as (
    select
        level,
        origin,
        sum(silent_count * (2 * buyers_below + customer_count - silent_count)) as doubled_wins
    from ordered
    group by level, origin
),

ranked as (
    select
        outcomes.level,
        outcomes.origin,
        outcomes.silent,
        row_number() over (
            partition by outcomes.level, outcomes.origin
            order by outcomes.probability desc nulls last, outcomes.account_id asc nulls last
        ) as risk_rank
    from outcomes
),

hits as (
    select ranked.level, ranked.origin, cast(sum(ranked.silent) as bigint) as hit_count
    from ranked
    inner join totals on totals.level = ranked.level and totals.origin = ranked.origin
    where ranked.risk_rank <= totals.top_10_count
    group by ranked.level, ranked.origin
),

measured as (
    select
        totals.*,
        totals.customer_count - totals.silent_count as buyer_count,
        safe_div(totals.silent_count, totals.customer_count) as base_rate,
        hits.hit_count,
        safe_div(wins.doubled_wins, 2e0 * totals.silent_count * (totals.customer_count - totals.silent_count)) as auc,
        safe_div(totals.squared_errors, totals.customer_count) as brier,
        safe_div(totals.fourth_powers, totals.customer_count) as mean_fourth_power,
        safe_div(calibrations.excesses, totals.customer_count) as calibration_error,
        case
            when least(totals.silent_count, totals.customer_count - totals.silent_count) < policy.min_outcomes
                then 'TOO_FEW_OBSERVATIONS'
        end as abstain_reason
    from totals
    cross join policy
    inner join wins on wins.level = totals.level and wins.origin = totals.origin
    inner join hits on hits.level = totals.level and hits.origin = totals.origin
    inner join calibrations on calibrations.level = totals.level and calibrations.origin = totals.origin
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
    safe_div(errors.predicted_silent, errors.customer_count) - errors.base_rate as calibration_in_the_large
from measured
left join errors
    on errors.level = measured.level
    and errors.origin = measured.origin

-- When was an account silent for longer than it should have been, and did it come back?
-- Every gap beyond the limit of AT_RISK, and the present silence. The limits are those of account_lifecycle by the gaps that were complete when the silence began:
-- a silence that ended is a gap too, and would lengthen the limit by which it is measured, which one that goes on does not.
with

occasions as (
    select * from metrics.account_occasions
),

parameters as (
    select * from metrics.cycle_parameters
),

policy as (
    select * from config.lifecycle
),

this_night as (
    select as_of from run.current
),

followed as (
    select
        level,
        account_id,
        ordered_on,
        lead(ordered_on) over by_day as returned_on,
        count(gap_days) over by_day as gap_count,
        cast(sum(fixed_small(ln(cast(gap_days as double)))) over by_day as double) as sum_log_gap
    from occasions
    window by_day as (partition by level, account_id order by ordered_on asc nulls last)
),

silences as (
    select
        followed.*,
        days_between(followed.ordered_on, coalesce(followed.returned_on, this_night.as_of)) as silent_days
    from followed
    cross join this_night
),

known as (
    select
        silences.*,
        parameters.m,
        safe_div(silences.gap_count * parameters.tau2, silences.gap_count * parameters.tau2 + parameters.sigma2) as own_evidence_share,
        safe_div(silences.sum_log_gap, silences.gap_count) as mean_log_gap
    from silences
    left join parameters on parameters.level = silences.level
),

rulers as (
    select
        known.*,
        greatest(
            cast(policy.cycle_floor_days as double),
            least(
                cast(policy.cycle_ceiling_days as double),
                coalesce(
                    exp(known.m + known.own_evidence_share * (coalesce(known.mean_log_gap, known.m) - known.m)),
                    cast(policy.default_cycle_days as double)
                )
            )
        ) as cycle_days
    from known
    cross join policy
),

bounds as (
    select
        rulers.*,
        cast(greatest(ceil(policy.at_risk_cycles * cycle_days), policy.at_risk_min_days) as bigint) as at_risk_after_days,
        cast(
            greatest(least(ceil(policy.lapsed_cycles * cycle_days), policy.lapsed_max_days), policy.lapsed_min_days)
            as bigint
        ) as lapsed_after_days
    from rulers
    cross join policy
),

limits as (
    select
        bounds.*,
        least(bounds.lapsed_after_days, greatest(bounds.at_risk_after_days, policy.reactivated_gap_days)) as reactivated_after_days
    from bounds
    cross join policy
)

select
    level,
    account_id,
    ordered_on as last_ordered_on,
    returned_on,
    silent_days,
    gap_count + 1 as occasion_count,
    lapsed_after_days,
    reactivated_after_days,
    silent_days > reactivated_after_days as is_lapse
from limits
where silent_days > at_risk_after_days

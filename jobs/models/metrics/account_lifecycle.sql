-- Where does an account stand between prospect and lost?
-- The ruler is the account's expected cycle: its own gaps as far as they are evidence, the market's for the rest. Whether a purchase was a return account_silences tells, by the limit of its day.
with

activity as (
    select * from metrics.account_activity
),

cycles as (
    select * from metrics.cycle_expectations
),

returns as (
    select level, account_id, returned_on from metrics.account_silences
    where is_lapse and returned_on is not null
),

policy as (
    select * from config.lifecycle
),

this_night as (
    select * from run.current
),

rulers as (
    select
        activity.level,
        activity.account_id,
        activity.first_ordered_on,
        activity.last_ordered_on,
        activity.days_since_last_occasion,
        case when cycles.expected_cycle_days is null then 'DEFAULT' else 'EXPECTED' end as cycle_source,
        greatest(
            cast(policy.cycle_floor_days as double),
            least(
                cast(policy.cycle_ceiling_days as double),
                coalesce(cycles.expected_cycle_days, cast(policy.default_cycle_days as double))
            )
        ) as cycle_days
    from activity
    cross join policy
    left join cycles
        on cycles.level = activity.level
        and cycles.account_id = activity.account_id
),

bounds as (
    select
        rulers.*,
        cast(greatest(ceil(policy.at_risk_cycles * cycle_days), policy.at_risk_min_days) as bigint)
            as at_risk_after_days,
        cast(
            greatest(least(ceil(policy.lapsed_cycles * cycle_days), policy.lapsed_max_days), policy.lapsed_min_days)
            as bigint
        ) as lapsed_after_days,
        cast(
            greatest(least(ceil(policy.lost_cycles * cycle_days), policy.lost_max_days), policy.lost_min_days)
            as bigint
        ) as lost_after_days
    from rulers
    cross join policy
),

reactivations as (
    select level, account_id, max(returned_on) as reactivated_on
    from returns
    group by level, account_id
),

states as (
    select
        bounds.*,
        reactivations.reactivated_on,
        case
            when bounds.last_ordered_on is null then 'PROSPECT'
            when bounds.days_since_last_occasion > bounds.lost_after_days then 'LOST'
            when bounds.days_since_last_occasion > bounds.lapsed_after_days then 'LAPSED'
            when bounds.days_since_last_occasion > bounds.at_risk_after_days then 'AT_RISK'
            when days_between(reactivations.reactivated_on, this_night.as_of) <= policy.reactivated_days
                then 'REACTIVATED'
            when days_between(bounds.first_ordered_on, this_night.as_of) <= policy.new_days then 'NEW'
            else 'ACTIVE'
        end as lifecycle,
        policy.version as lifecycle_rule_version
    from bounds
    left join reactivations
        on reactivations.level = bounds.level
        and reactivations.account_id = bounds.account_id
    cross join policy
    cross join this_night
)

select
    level,
    account_id,
    lifecycle,
    lifecycle_rule_version,
    cycle_days,
    cycle_source,
    at_risk_after_days,
    lapsed_after_days,
    lost_after_days,
    reactivated_on,
    case
        when lifecycle in ('NEW', 'ACTIVE', 'REACTIVATED') then at_risk_after_days + 1 - days_since_last_occasion
        when lifecycle = 'AT_RISK' then lapsed_after_days + 1 - days_since_last_occasion
        when lifecycle = 'LAPSED' then lost_after_days + 1 - days_since_last_occasion
    end as days_to_next_lifecycle
from states

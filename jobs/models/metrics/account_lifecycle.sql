-- Where does an account stand between prospect and lost?
-- The ruler is the account's own usual gap; with few gaps it is the median of all accounts of the level.
with

activity as (
    select * from metrics.account_activity
),

occasions as (
    select * from metrics.account_occasions
),

policy as (
    select * from config.lifecycle
),

night as (
    select * from run.current
),

pooled as (
    select
        level,
        median(cast(gap_days as double)) as pooled_gap_days
    from occasions
    where gap_days is not null
    group by level
),

cycles as (
    select
        activity.level,
        activity.account_id,
        activity.first_ordered_on,
        activity.last_ordered_on,
        activity.days_since_last_occasion,
        case
            when activity.gap_count >= policy.own_cycle_min_gaps then 'OWN'
            when pooled.pooled_gap_days is not null then 'POOLED'
            else 'DEFAULT'
        end as cycle_source,
        greatest(
            cast(policy.cycle_floor_days as double),
            least(
                cast(policy.cycle_ceiling_days as double),
                case
                    when activity.gap_count >= policy.own_cycle_min_gaps then activity.median_gap_days
                    else coalesce(pooled.pooled_gap_days, cast(policy.default_cycle_days as double))
                end
            )
        ) as cycle_days
    from activity
    left join pooled
        on pooled.level = activity.level
    cross join policy
),

limits as (
    select
        cycles.*,
        cast(ceil(greatest(policy.at_risk_cycles * cycle_days, cast(policy.at_risk_min_days as double))) as bigint)
            as at_risk_after_days,
        cast(ceil(greatest(policy.lapsed_cycles * cycle_days, cast(policy.lapsed_min_days as double))) as bigint)
            as lapsed_after_days,
        cast(ceil(greatest(policy.lost_cycles * cycle_days, cast(policy.lost_min_days as double))) as bigint)
            as lost_after_days
    from cycles
    cross join policy
),

reactivations as (
    select
        limits.level,
        limits.account_id,
        max(occasions.ordered_on) as reactivated_on
    from occasions
    inner join limits
        on limits.level = occasions.level
        and limits.account_id = occasions.account_id
    where occasions.gap_days > limits.lapsed_after_days
    group by limits.level, limits.account_id
),

states as (
    select
        limits.*,
        reactivations.reactivated_on,
        case
            when limits.last_ordered_on is null then 'PROSPECT'
            when limits.days_since_last_occasion > limits.lost_after_days then 'LOST'
            when limits.days_since_last_occasion > limits.lapsed_after_days then 'LAPSED'
            when limits.days_since_last_occasion > limits.at_risk_after_days then 'AT_RISK'
            when days_between(reactivations.reactivated_on, night.as_of) <= policy.reactivated_days then 'REACTIVATED'
            when days_between(limits.first_ordered_on, night.as_of) <= policy.new_days then 'NEW'
            else 'ACTIVE'
        end as lifecycle,
        policy.version as lifecycle_rule_version
    from limits
    left join reactivations
        on reactivations.level = limits.level
        and reactivations.account_id = limits.account_id
    cross join policy
    cross join night
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

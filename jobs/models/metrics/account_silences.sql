-- When was an account silent for longer than it should have been, and did it come back?
-- Every gap beyond the limit of AT_RISK, and the present silence. The limits are tonight's, also for old gaps.
with

occasions as (
    select * from metrics.account_occasions
),

limits as (
    select * from metrics.account_lifecycle
),

this_night as (
    select as_of from run.current
),

followed as (
    select
        level,
        account_id,
        ordered_on,
        lead(ordered_on) over (partition by level, account_id order by ordered_on asc nulls last) as returned_on
    from occasions
)

select
    followed.level,
    followed.account_id,
    followed.ordered_on as last_ordered_on,
    followed.returned_on,
    days_between(followed.ordered_on, coalesce(followed.returned_on, this_night.as_of)) as silent_days,
    limits.lapsed_after_days,
    limits.reactivated_after_days,
    days_between(followed.ordered_on, coalesce(followed.returned_on, this_night.as_of)) > limits.reactivated_after_days as is_lapse
from followed
cross join this_night
inner join limits on limits.level = followed.level and limits.account_id = followed.account_id
where days_between(followed.ordered_on, coalesce(followed.returned_on, this_night.as_of)) > limits.at_risk_after_days

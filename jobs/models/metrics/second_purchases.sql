-- Did an account's first order lead to a second one in time?
-- While its window is open the answer is null, not no.
with

activity as (
    select * from metrics.account_activity
),

policy as (
    select * from config.repurchase
),

this_night as (
    select * from run.current
),

deadlines as (
    select
        activity.level,
        activity.account_id,
        activity.first_ordered_on,
        activity.second_ordered_on,
        activity.first_ordered_on + cast(policy.window_days as integer) as window_closes_on,
        this_night.as_of
    from activity
    cross join policy
    cross join this_night
)

select
    level,
    account_id,
    window_closes_on,
    case
        when second_ordered_on <= window_closes_on then true
        when window_closes_on < as_of then false
    end as has_repurchased,
    case
        when first_ordered_on is null then 'NEVER_BOUGHT'
        when second_ordered_on <= window_closes_on or window_closes_on < as_of then null
        else 'WINDOW_OPEN'
    end as has_repurchased_abstain_reason
from deadlines

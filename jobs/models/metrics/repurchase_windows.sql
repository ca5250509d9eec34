-- Which two windows does retention compare?
-- Both are open at the start and closed at the end; at a month end they follow month ends.
with

this_night as (
    select * from run.current
),

policy as (
    select * from config.repurchase
),

first_purchases as (
    select min(ordered_on) as first_ordered_on from staged.purchase_occasions
),

starts as (
    select
        this_night.as_of,
        policy.retention_months,
        months_before(this_night.as_of, policy.retention_months) as opens_after,
        months_before(this_night.as_of, 2 * policy.retention_months) as previous_opens_after,
        this_night.as_of = last_day(this_night.as_of) as is_month_end
    from this_night
    cross join policy
)

select
    as_of,
    retention_months,
    case when is_month_end then last_day(opens_after) else opens_after end as opens_after,
    case when is_month_end then last_day(previous_opens_after) else previous_opens_after end as previous_opens_after,
    coalesce(
        first_purchases.first_ordered_on
        <= case when is_month_end then last_day(previous_opens_after) else previous_opens_after end + 1,
        false
    ) as is_previous_recorded
from starts
cross join first_purchases

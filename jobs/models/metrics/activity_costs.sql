-- What did each visit, call, mail and seminar cost us?
-- The price of its kind and the hours that it took; where the company does not say what one of them costs, nothing is known.
with

activities as (
    select * from staged.activities
),

costs as (
    select * from config.costs
),

hours as (
    select max(unit_cost_amount) as cost_per_hour
    from costs
    where cost_driver = 'hour'
),

priced as (
    select
        activities.*,
        hours.cost_per_hour,
        costs.unit_cost_amount,
        coalesce(activities.minutes, costs.default_minutes) as counted_minutes
    from activities
    cross join hours
    left join costs on costs.cost_driver = activities.kind
)

select
    activity_id,
    customer_id,
    account_manager_id,
    kind,
    happened_on,
    counted_minutes,
    cast(unit_cost_amount + cast(counted_minutes as decimal(18, 4)) * cost_per_hour / 60 as decimal(18, 4)) as activity_cost_amount
from priced

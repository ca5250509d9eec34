-- What did each visit, call, mail and seminar cost us?
-- The price of its kind and the hours that it took; where the company does not say what one of them costs, nothing is known.
with

activities as (
    select * from staged.activities
),

costs as (
    select * from metrics.driver_costs
),

priced as (
    select
        activities.*,
        costs.unit_cost_amount,
        costs.hour_cost_amount,
        coalesce(activities.minutes, costs.default_minutes) as counted_minutes
    from activities
    left join costs on costs.cost_driver = activities.kind
)

select
    activity_id,
    customer_id,
    account_manager_id,
    kind,
    happened_on,
    counted_minutes,
    cast(unit_cost_amount + cast(counted_minutes as decimal(18, 4)) * hour_cost_amount / 60 as decimal(18, 4)) as activity_cost_amount
from priced

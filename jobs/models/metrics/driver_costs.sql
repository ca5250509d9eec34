-- What does an hour of each kind of work cost besides its price, and what does the usual one cost with its usual minutes?
-- Where the company does not say what the kind or an hour costs, nothing is known.
with

costs as (
    select * from config.costs
),

hours as (
    select max(unit_cost_amount) as hour_cost_amount
    from costs
    where cost_driver = 'hour'
)

select
    costs.cost_driver,
    cast(costs.unit_cost_amount as decimal(18, 4)) as unit_cost_amount,
    cast(hours.hour_cost_amount as decimal(18, 4)) as hour_cost_amount,
    costs.default_minutes,
    cast(costs.unit_cost_amount + cast(costs.default_minutes as decimal(18, 4)) * hours.hour_cost_amount / 60 as decimal(18, 4))
        as usual_cost_amount
from costs
cross join hours
where costs.cost_driver <> 'hour'

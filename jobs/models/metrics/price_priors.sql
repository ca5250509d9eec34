-- How does a kind of customer answer prices, and how much do customers of one kind differ?
-- Customers without observations are here for their kind. The order is part of the input, so that the sums come out the same.
with

accounts as (
    select * from metrics.price_accounts where level = 'customer'
),

slopes as (
    select * from metrics.price_slopes
),

kinds (effects_number, effects) as (
    values (0, 'CELLS'), (1, 'ADDITIVE')
)

select
    kinds.effects_number,
    accounts.industry_number,
    accounts.size_number,
    accounts.channel_number,
    coalesce(slopes.observation_count, 0) as observation_count,
    coalesce(slopes.price_squares, 0) as price_squares,
    coalesce(slopes.price_quantity_products, 0) as price_quantity_products,
    coalesce(slopes.quantity_squares, 0) as quantity_squares,
    coalesce(slopes.apart_price_squares, 0) as apart_price_squares,
    coalesce(slopes.effect_share, 0) as effect_share,
    coalesce(slopes.lost_observations, 0) as lost_observations,
    coalesce(slopes.sweeps, 0) as sweeps,
    coalesce(slopes.last_change, 0) as last_change
from accounts
cross join kinds
left join slopes on slopes.effects = kinds.effects and slopes.customer_number = accounts.customer_number
order by
    kinds.effects_number asc nulls last,
    accounts.customer_number asc nulls last,
    accounts.industry_number asc nulls last,
    accounts.size_number asc nulls last,
    accounts.channel_number asc nulls last

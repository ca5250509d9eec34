-- How often is a product bought at a discount in a quarter, by whomever?
-- A share of quantity, at each customer's price of the quarter.
with

prices as (
    select * from metrics.quarter_prices where list_amount > 0
),

policy as (
    select * from config.price_discipline
)

select
    prices.product_id,
    prices.quarters_ago,
    count(distinct prices.customer_id) as customer_count,
    safe_div(
        sum(case when prices.compared_amount < cast(prices.list_amount as decimal(19, 4)) * (1 - policy.discount_floor) then prices.quantity else 0 end),
        sum(prices.quantity)
    ) as discounted_share
from prices
cross join policy
group by prices.product_id, prices.quarters_ago

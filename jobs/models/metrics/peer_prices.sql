-- What does the customer in the middle pay for a product in a quarter?
-- Median of customers' unit prices in the reporting currency, each customer once, however much it buys.
with

prices as (
    select * from metrics.quarter_prices where quantity > 0 and revenue_amount > 0
),

policy as (
    select * from config.price_discipline
),

customer_prices as (
    select
        product_id,
        quarters_ago,
        customer_id,
        safe_div(sum(revenue_amount), sum(quantity)) as unit_price
    from prices
    group by product_id, quarters_ago, customer_id
)

select
    customer_prices.product_id,
    customer_prices.quarters_ago,
    count(*) as customer_count,
    median(customer_prices.unit_price) as median_unit_price
from customer_prices
cross join policy
group by customer_prices.product_id, customer_prices.quarters_ago
having count(*) >= max(policy.premium_min_peers)

-- What does a unit of a product usually cost a customer?
-- Revenue over quantity of the last two years, in the reporting currency.
with

prices as (
    select * from metrics.quarter_prices where quantity > 0 and revenue_amount > 0
)

select
    product_id,
    cast(sum(line_count) as bigint) as line_count,
    cast(cast(safe_div(sum(revenue_amount), sum(quantity)) as decimal(38, 8)) as decimal(18, 4)) as unit_price
from prices
group by product_id

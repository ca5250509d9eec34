-- By how much did a product's list price rise from the year before?
-- The customer in the middle of those who bought it in both years: each compares its own two list prices, so that a new mix of customers is no rise.
with

prices as (
    select * from metrics.quarter_prices where list_amount > 0 and compared_line_count = line_count
),

years as (
    select
        product_id,
        customer_id,
        safe_div(
            sum(case when quarters_ago < 4 then list_amount end), sum(case when quarters_ago < 4 then quantity end)
        ) as list_price,
        safe_div(
            sum(case when quarters_ago >= 4 then list_amount end), sum(case when quarters_ago >= 4 then quantity end)
        ) as prior_list_price
    from prices
    group by product_id, customer_id
)

select
    product_id,
    count(*) as customer_count,
    median(safe_div(list_price, prior_list_price)) - 1 as rise_rate
from years
where list_price > 0 and prior_list_price > 0
group by product_id

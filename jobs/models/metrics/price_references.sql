-- Against which price is a product's price dear or cheap?
-- The geometric mean of its list prices, one figure for the whole window; without list prices, of the net prices that were paid. Where the policy says so, the list price of the month counts instead.
with

observations as (
    select * from metrics.price_observations
),

logs as (
    select
        product_id,
        currency_code,
        ln(cast(list_unit_price as double)) as log_list_price,
        log_unit_price
    from observations
)

select
    product_id,
    currency_code,
    case when count(log_list_price) > 0 then 'LIST_PRICE' else 'NET_PRICE' end as reference_price_method,
    case
        when count(log_list_price) > 0 then safe_div(sum(fixed(log_list_price)), count(log_list_price))
        else safe_div(sum(fixed(log_unit_price)), count(*))
    end as log_reference_price,
    count(*) as observation_count
from logs
group by product_id, currency_code

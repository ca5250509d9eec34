-- Were an account's prices held against list prices, or against what others paid?
with

accounts as (
    select * from staged.accounts
),

observations as (
    select * from metrics.price_observations
),

reference_prices as (
    select * from metrics.price_references
),

customers as (
    select
        observations.customer_id,
        count(*) as observation_count,
        sum(case when reference_prices.reference_price_method = 'LIST_PRICE' then 1 else 0 end) as list_count
    from observations
    inner join reference_prices
        on reference_prices.product_id = observations.product_id
        and reference_prices.currency_code = observations.currency_code
    group by observations.customer_id
)

select
    accounts.level,
    accounts.account_id,
    case
        when sum(customers.list_count) = sum(customers.observation_count) then 'LIST_PRICE'
        when sum(customers.list_count) = 0 then 'NET_PRICE'
        else 'MIXED'
    end as reference_price_method
from accounts
inner join customers on customers.customer_id = accounts.customer_id
group by accounts.level, accounts.account_id

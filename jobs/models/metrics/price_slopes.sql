-- What do a customer's quantities say about its answer to prices, once all that customers share in a product and a month is taken out?
-- An association, not a cause: a price that was cut because more was bought looks like a customer who buys on price.
-- Numbers are narrow, for twenty million rows are sorted by them.
with

observations as (
    select * from metrics.price_observations
),

reference_prices as (
    select
        price_references.*,
        cast(dense_rank() over (order by product_id asc nulls last) as integer) - 1 as product_number,
        cast(dense_rank() over (order by currency_code asc nulls last) as integer) as currency_number
    from metrics.price_references
),

accounts as (
    select * from metrics.price_accounts where customer_number is not null
),

night as (
    select * from run.current
),

policy as (
    select * from config.price
)

select
    cast(accounts.customer_number as integer) as customer_number,
    reference_prices.product_number,
    cast(months_diff(months_before(night.as_of, policy.window_months), observations.month) as integer) as month_number,
    cast(accounts.industry_number as integer) as industry_number,
    cast(accounts.size_number as integer) as size_number,
    cast(accounts.channel_number as integer) as channel_number,
    observations.log_unit_price - case
        when policy.reference_price_of = 'MONTH' and observations.list_unit_price is not null
            then ln(cast(observations.list_unit_price as double))
        else reference_prices.log_reference_price
    end as log_price,
    ln(cast(observations.quantity as double)) as log_quantity
from observations
cross join night
cross join policy
inner join accounts on accounts.account_id = observations.customer_id
inner join reference_prices
    on reference_prices.product_id = observations.product_id
    and reference_prices.currency_code = observations.currency_code
order by
    customer_number asc nulls last,
    reference_prices.product_number asc nulls last,
    month_number asc nulls last,
    reference_prices.currency_number asc nulls last

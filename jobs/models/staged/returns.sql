-- What was given back, and does a return order already carry its money?
-- Count the money only where no return order does; the order lines hold the rest.
with

returns as (
    select * from landing.returns
),

customer_references as (
    select * from staged.customer_references
),

exchange_rates as (
    select * from staged.exchange_rates
),

sources as (
    select * from run.sources
),

night as (
    select * from run.current
)

select
    case
        when sources.precedence = 1 then returns.return_id
        else returns.source_system || ':' || returns.return_id
    end as return_id,
    customer_references.customer_id,
    returns.returned_on,
    returns.product_id,
    returns.quantity,
    nullif(trim(returns.order_id), '') is not null as has_return_order,
    cast(cast(returns.net_amount as decimal(18, 4)) * exchange_rates.fx_to_reporting as decimal(18, 4)) as credited_amount,
    returns.reason
from returns
cross join night
inner join customer_references
    on customer_references.source_system = returns.source_system
    and customer_references.source_customer_id = returns.customer_id
left join exchange_rates
    on exchange_rates.currency_code = returns.currency_code
    and returns.returned_on >= exchange_rates.valid_from_on
    and returns.returned_on < exchange_rates.valid_before_on
left join sources
    on sources.source_system = returns.source_system
where returns.returned_on <= night.as_of

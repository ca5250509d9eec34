-- What was paid back to customers after the invoice?
-- A rebate belongs to the last day of the period it rewards; it is not spread over the period.
with

rebates as (
    select * from landing.rebates
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
        when sources.precedence = 1 then rebates.rebate_id
        else rebates.source_system || ':' || rebates.rebate_id
    end as rebate_id,
    customer_references.customer_id,
    rebates.period_to_on as booked_on,
    rebates.kind,
    cast(cast(rebates.amount as decimal(18, 4)) * exchange_rates.fx_to_reporting as decimal(18, 4)) as rebate_amount
from rebates
cross join night
inner join customer_references
    on customer_references.source_system = rebates.source_system
    and customer_references.source_customer_id = rebates.customer_id
left join exchange_rates
    on exchange_rates.currency_code = rebates.currency_code
    and rebates.period_to_on >= exchange_rates.valid_from_on
    and rebates.period_to_on < exchange_rates.valid_before_on
left join sources
    on sources.source_system = rebates.source_system
where rebates.period_to_on <= night.as_of

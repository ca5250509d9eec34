-- What did it cost to serve customers, beside the goods?
-- Amounts are converted at the rate of the day on which they were spent.
with

service_costs as (
    select * from landing.service_costs
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
        when sources.precedence = 1 then service_costs.cost_id
        else service_costs.source_system || ':' || service_costs.cost_id
    end as cost_id,
    customer_references.customer_id,
    service_costs.incurred_on,
    service_costs.kind,
    cast(cast(service_costs.amount as decimal(18, 4)) * exchange_rates.fx_to_reporting as decimal(18, 4)) as service_cost_amount
from service_costs
cross join night
inner join customer_references
    on customer_references.source_system = service_costs.source_system
    and customer_references.source_customer_id = service_costs.customer_id
left join exchange_rates
    on exchange_rates.currency_code = service_costs.currency_code
    and service_costs.incurred_on >= exchange_rates.valid_from_on
    and service_costs.incurred_on < exchange_rates.valid_before_on
left join sources
    on sources.source_system = service_costs.source_system
where service_costs.incurred_on <= night.as_of

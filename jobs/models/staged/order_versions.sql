-- In which version does each order count on the business date, and what was its currency worth?
-- The newest version known on that date counts; where only later ones were delivered, the earliest of them.
with

orders as (
    select * from landing.orders
),

company_references as (
    select * from staged.company_references
),

exchange_rates as (
    select * from staged.exchange_rates
),

night as (
    select *, day_end(as_of, business_time_zone) as ends_at from run.current
),

ranked as (
    select
        orders.*,
        row_number() over (
            partition by orders.source_system, orders.order_id
            order by
                case when orders.changed_at < night.ends_at then orders.changed_at end desc nulls last,
                orders.changed_at asc nulls last
        ) as version_rank
    from orders
    cross join night
)

select
    ranked.source_system,
    ranked.order_id as source_order_id,
    ranked.customer_id as source_customer_id,
    ranked.ordered_on,
    ranked.status,
    ranked.is_return,
    ranked.currency_code,
    case
        when ranked.currency_code = night.reporting_currency or ranked.fx_to_company is null
            then document_rates.fx_to_reporting
        else cast(ranked.fx_to_company * company_rates.fx_to_reporting as decimal(19, 11))
    end as fx_to_reporting,
    ranked.account_manager_id,
    nullif(trim(ranked.agent_id), '') as agent_id,
    ranked.channel_id,
    ranked.promised_on
from ranked
cross join night
left join company_references
    on company_references.source_system = ranked.source_system
    and company_references.company_id = coalesce(ranked.company_id, '')
left join exchange_rates as document_rates
    on document_rates.currency_code = ranked.currency_code
    and ranked.ordered_on >= document_rates.valid_from_on
    and ranked.ordered_on < document_rates.valid_before_on
left join exchange_rates as company_rates
    on company_rates.currency_code = company_references.currency_code
    and ranked.ordered_on >= company_rates.valid_from_on
    and ranked.ordered_on < company_rates.valid_before_on
where ranked.version_rank = 1

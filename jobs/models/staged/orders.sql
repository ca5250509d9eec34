-- Which orders count on the business date?
-- Drafts, quotes and cancelled orders are out, and so are orders of a customer that no system knows.
with

orders as (
    select * from landing.orders
),

companies as (
    select * from landing.companies
),

customer_references as (
    select * from staged.customer_references
),

sources as (
    select * from run.sources
),

night as (
    select * from run.current
),

versions as (
    select
        orders.*,
        row_number() over (
            partition by orders.source_system, orders.order_id
            order by
                case when cast(orders.changed_at as date) <= night.as_of then orders.changed_at end desc nulls last,
                orders.changed_at asc nulls last
        ) as version_rank
    from orders
    cross join night
),

placed as (
    select versions.*
    from versions
    cross join night
    where versions.version_rank = 1
        and versions.status in ('confirmed', 'done')
        and versions.ordered_on <= night.as_of
),

company_currencies as (
    select
        company_id,
        min(currency_code) as currency_code
    from companies
    group by company_id
),

sole_company as (
    select min(company_id) as company_id
    from company_currencies
    having count(*) = 1
)

select
    case
        when sources.precedence = 1 then placed.order_id
        else placed.source_system || ':' || placed.order_id
    end as order_id,
    placed.source_system,
    placed.order_id as source_order_id,
    customer_references.customer_id,
    placed.ordered_on,
    placed.is_return,
    placed.currency_code,
    placed.fx_to_company,
    company_currencies.currency_code = night.reporting_currency as is_in_reporting_currency,
    placed.account_manager_id,
    nullif(trim(placed.agent_id), '') as agent_id,
    case
        when nullif(trim(placed.agent_id), '') is not null or placed.channel_id = 'agent' then 'agent'
        else 'direct'
    end as channel
from placed
inner join customer_references
    on customer_references.source_system = placed.source_system
    and customer_references.source_customer_id = placed.customer_id
left join sources
    on sources.source_system = placed.source_system
left join sole_company
    on placed.company_id is null
left join company_currencies
    on company_currencies.company_id = coalesce(placed.company_id, sole_company.company_id)
cross join night

-- Which orders count on the business date?
-- Drafts, quotes and cancelled orders are out, and so are orders of a customer that no system knows.
with

order_versions as (
    select * from staged.order_versions
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

placed as (
    select order_versions.*
    from order_versions
    cross join night
    where order_versions.status in ('confirmed', 'done')
        and order_versions.ordered_on <= night.as_of
)

select
    case
        when sources.precedence = 1 then placed.source_order_id
        else placed.source_system || ':' || placed.source_order_id
    end as order_id,
    placed.source_system,
    placed.source_order_id,
    customer_references.customer_id,
    placed.ordered_on,
    placed.is_return,
    placed.currency_code,
    placed.fx_to_reporting,
    placed.account_manager_id,
    placed.agent_id,
    case
        when placed.agent_id is not null or placed.channel_id = 'agent' then 'agent'
        else 'direct'
    end as channel,
    placed.promised_on
from placed
inner join customer_references
    on customer_references.source_system = placed.source_system
    and customer_references.source_customer_id = placed.source_customer_id
left join sources
    on sources.source_system = placed.source_system

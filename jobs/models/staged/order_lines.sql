-- Which lines of orders count, and what are they worth in the reporting currency?
-- Negative lines reduce value on the day of the return and are never a purchase.
with

order_lines as (
    select * from landing.order_lines
),

orders as (
    select * from staged.orders
),

products as (
    select * from staged.products
),

sources as (
    select * from run.sources
),

night as (
    select *, day_end(as_of, business_time_zone) as ends_at from run.current
),

versions as (
    select
        order_lines.*,
        row_number() over (
            partition by order_lines.source_system, order_lines.order_line_id
            order by
                case
                    when order_lines.changed_at < night.ends_at then order_lines.changed_at
                end desc nulls last,
                order_lines.changed_at asc nulls first
        ) as version_rank
    from order_lines
    cross join night
)

select
    case
        when sources.precedence = 1 then versions.order_line_id
        else versions.source_system || ':' || versions.order_line_id
    end as order_line_id,
    orders.order_id,
    orders.customer_id,
    orders.ordered_on,
    versions.product_id,
    products.category_id,
    versions.kind as line_kind,
    versions.quantity,
    versions.net_amount,
    orders.currency_code,
    orders.fx_to_reporting,
    cast(cast(versions.net_amount as decimal(18, 4)) * orders.fx_to_reporting as decimal(18, 4)) as revenue_amount,
    cast(cast(versions.cost_amount as decimal(18, 4)) * orders.fx_to_reporting as decimal(18, 4)) as cost_amount,
    versions.list_unit_price,
    versions.unit_price,
    versions.discount_fraction,
    versions.promotion_id,
    orders.account_manager_id,
    orders.agent_id,
    orders.channel,
    not orders.is_return
        and versions.quantity > 0
        and versions.net_amount >= 0
        and coalesce(versions.unit_price, versions.net_amount) > 0 as is_purchase,
    orders.is_return or versions.quantity < 0 or versions.net_amount < 0 as is_return
from versions
inner join orders
    on orders.source_system = versions.source_system
    and orders.source_order_id = versions.order_id
left join products
    on products.product_id = versions.product_id
left join sources
    on sources.source_system = versions.source_system
where versions.version_rank = 1

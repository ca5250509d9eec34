-- Does every accepted order line arrive once, unchanged, on its own order and customer?
-- Each line is matched to its own; lines of orders that do not count, or whose customer no system knows, are not expected.
with

landing_lines as (
    select * from landing.order_lines
),

orders as (
    select * from staged.orders
),

order_lines as (
    select * from staged.order_lines
),

sources as (
    select * from run.sources
),

night as (
    select *, day_end(as_of, business_time_zone) as ends_at from run.current
),

line_versions as (
    select
        landing_lines.*,
        row_number() over (
            partition by landing_lines.source_system, landing_lines.order_line_id
            order by
                case
                    when landing_lines.changed_at < night.ends_at then landing_lines.changed_at
                end desc nulls last,
                landing_lines.changed_at asc nulls first
        ) as version_rank
    from landing_lines
    cross join night
),

expected as (
    select
        case
            when sources.precedence = 1 then line_versions.order_line_id
            else line_versions.source_system || ':' || line_versions.order_line_id
        end as order_line_id,
        orders.order_id,
        orders.customer_id,
        orders.ordered_on,
        line_versions.product_id,
        line_versions.quantity,
        line_versions.net_amount,
        line_versions.cost_amount,
        cast(cast(line_versions.net_amount as decimal(18, 4)) * orders.fx_to_reporting as decimal(18, 4)) as revenue_amount
    from line_versions
    inner join orders
        on orders.source_system = line_versions.source_system
        and orders.source_order_id = line_versions.order_id
    left join sources
        on sources.source_system = line_versions.source_system
    where line_versions.version_rank = 1
),

matched as (
    select
        month_start(coalesce(expected.ordered_on, order_lines.ordered_on)) as month_starts_on,
        expected.order_line_id is not null and order_lines.order_line_id is null as is_missing,
        expected.order_line_id is null and order_lines.order_line_id is not null as is_foreign,
        expected.order_line_id is not null
            and order_lines.order_line_id is not null
            and (
                expected.order_id is distinct from order_lines.order_id
                or expected.customer_id is distinct from order_lines.customer_id
                or expected.ordered_on is distinct from order_lines.ordered_on
                or expected.product_id is distinct from order_lines.product_id
                or expected.quantity is distinct from order_lines.quantity
                or expected.net_amount is distinct from order_lines.net_amount
                or expected.revenue_amount is distinct from order_lines.revenue_amount
                or (expected.cost_amount is null) is distinct from (order_lines.cost_amount is null)
            ) as is_changed
    from expected
    full outer join order_lines
        on order_lines.order_line_id = expected.order_line_id
)

select
    month_starts_on,
    count(*) as line_count,
    count(*) filter (where is_missing) as missing_count,
    count(*) filter (where is_foreign) as foreign_count,
    count(*) filter (where is_changed) as changed_count
from matched
group by month_starts_on

-- What was delivered when, against which promise, of which ordered quantity?
-- Only deliveries of lines that count. A line without a delivery has no row here.
with

deliveries as (
    select * from landing.deliveries
),

order_lines as (
    select * from staged.order_lines
),

sources as (
    select * from run.sources
),

night as (
    select * from run.current
),

named as (
    select
        deliveries.*,
        case when sources.precedence = 1 then '' else deliveries.source_system || ':' end as id_prefix
    from deliveries
    left join sources
        on sources.source_system = deliveries.source_system
)

select
    named.id_prefix || named.delivery_id as delivery_id,
    order_lines.order_line_id,
    order_lines.order_id,
    order_lines.customer_id,
    order_lines.product_id,
    order_lines.ordered_on,
    named.promised_on,
    case when named.delivered_on <= night.as_of then named.delivered_on end as delivered_on,
    named.quantity,
    order_lines.quantity as ordered_quantity
from named
cross join night
inner join order_lines
    on order_lines.order_line_id = named.id_prefix || named.order_line_id

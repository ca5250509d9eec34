-- Which promised order lines fell due, and was the whole quantity there on time?
-- A line falls due with the last day promised for it; every part is held against its own. What is due and not there has failed, and is late by at least the days so far.
-- Where the deliveries promise nothing the order does, and goods of which no delivery is told fall due with it, as far back as the system tells of deliveries.
-- A delivery taken back is a negative part: what it takes is not there, but it promises nothing and is never late.
with

deliveries as (
    select * from staged.deliveries
),

orders as (
    select order_id, source_system, is_return, promised_on from staged.orders
),

goods_lines as (
    select * from staged.order_lines
    where line_kind = 'goods'
        and product_id is not null
        and not is_return
),

policy as (
    select * from config.service_level
),

this_night as (
    select * from run.current
),

records as (
    select
        orders.source_system,
        min(coalesce(deliveries.delivered_on, deliveries.promised_on)) as first_told_on
    from deliveries
    inner join orders on orders.order_id = deliveries.order_id
    group by orders.source_system
),

undelivered as (
    select
        goods_lines.order_line_id,
        goods_lines.order_id,
        goods_lines.customer_id,
        goods_lines.ordered_on,
        goods_lines.quantity as ordered_quantity
    from goods_lines
    inner join orders on orders.order_id = goods_lines.order_id
    inner join records on records.source_system = orders.source_system
    left join deliveries on deliveries.order_line_id = goods_lines.order_line_id
    where deliveries.order_line_id is null
        and orders.promised_on >= records.first_told_on
),

told as (
    select
        order_line_id,
        order_id,
        customer_id,
        ordered_on,
        ordered_quantity,
        quantity,
        delivered_on,
        promised_on
    from deliveries
    union all
    select
        order_line_id,
        order_id,
        customer_id,
        ordered_on,
        ordered_quantity,
        cast(0 as decimal(18, 6)) as quantity,
        cast(null as date) as delivered_on,
        cast(null as date) as promised_on
    from undelivered
),

promises as (
    select
        told.order_line_id,
        coalesce(max(told.promised_on) filter (where told.quantity >= 0), max(orders.promised_on)) as due_on
    from told
    inner join orders on orders.order_id = told.order_id
    where told.ordered_quantity > 0
        and not orders.is_return
    group by told.order_line_id
),

parts as (
    select
        told.order_line_id,
        told.order_id,
        told.customer_id,
        told.ordered_on,
        told.ordered_quantity,
        told.quantity,
        told.delivered_on,
        coalesce(told.promised_on, promises.due_on) as promised_on,
        promises.due_on
    from told
    cross join this_night
    inner join promises on promises.order_line_id = told.order_line_id
    where promises.due_on <= this_night.as_of
),

lines as (
    select
        parts.order_line_id,
        parts.order_id,
        parts.customer_id,
        parts.ordered_on,
        parts.due_on,
        parts.ordered_quantity * policy.full_quantity_share as full_quantity,
        coalesce(sum(parts.quantity) filter (where parts.delivered_on <= parts.promised_on), 0) as quantity_on_time,
        coalesce(sum(parts.quantity) filter (where parts.delivered_on is not null), 0) as quantity_delivered,
        max(days_between(parts.promised_on, parts.delivered_on)) filter (where parts.quantity > 0) as worst_days_late
    from parts
    cross join policy
    group by parts.order_line_id, parts.order_id, parts.customer_id, parts.ordered_on, parts.due_on, parts.ordered_quantity, policy.full_quantity_share
),

judged as (
    select
        lines.*,
        quantity_delivered < full_quantity as is_overdue,
        quantity_delivered >= full_quantity and quantity_on_time >= full_quantity as is_on_time_in_full
    from lines
)

select
    judged.order_line_id,
    judged.order_id,
    judged.customer_id,
    judged.ordered_on,
    judged.due_on,
    judged.is_on_time_in_full,
    judged.is_overdue,
    case
        when judged.is_on_time_in_full then 0
        when judged.is_overdue then days_between(judged.due_on, this_night.as_of) + 1
        else judged.worst_days_late
    end as days_late
from judged
cross join this_night

-- Which promised order lines fell due, and was the whole quantity there on time?
-- A line falls due with the last day promised for it; every part is held against its own. What is due and not there has failed, and is late by at least the days so far.
-- A delivery taken back is a negative part: what it takes is not there, but it promises nothing and is never late.
with

deliveries as (
    select * from staged.deliveries
),

orders as (
    select order_id, is_return from staged.orders
),

policy as (
    select * from config.service_level
),

this_night as (
    select * from run.current
),

promises as (
    select
        order_line_id,
        max(promised_on) as due_on
    from deliveries
    where quantity >= 0
        and promised_on is not null
    group by order_line_id
),

parts as (
    select
        deliveries.order_line_id,
        deliveries.order_id,
        deliveries.customer_id,
        deliveries.ordered_on,
        deliveries.ordered_quantity,
        deliveries.quantity,
        deliveries.delivered_on,
        coalesce(deliveries.promised_on, promises.due_on) as promised_on,
        promises.due_on
    from deliveries
    cross join this_night
    inner join promises on promises.order_line_id = deliveries.order_line_id
    inner join orders on orders.order_id = deliveries.order_id
    where promises.due_on <= this_night.as_of
        and deliveries.ordered_quantity > 0
        and not orders.is_return
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

-- What was delivered when, against which promise?
-- Submitted delivery notes, in the order line's unit; what is still to be delivered has no row, and returns are no deliveries.
with

delivered_lines as (
    select * from `tabDelivery Note Item`
),

delivery_notes as (
    select * from `tabDelivery Note`
),

order_lines as (
    select * from `tabSales Order Item`
)

select
    delivered_lines.name as delivery_id,
    order_lines.name as order_line_id,
    order_lines.delivery_date as promised_on,
    delivery_notes.posting_date as delivered_on,
    round(delivered_lines.stock_qty / nullif(order_lines.conversion_factor, 0), 6) as quantity
from delivered_lines
inner join delivery_notes
    on delivery_notes.name = delivered_lines.parent
inner join order_lines
    on order_lines.name = delivered_lines.so_detail
where delivery_notes.docstatus = 1
    and delivery_notes.is_return = 0

-- Which order line was invoiced with which amount?
-- Lines of tax, payment terms and rounding, sections, notes and down payments are none; lines of credit notes are negative.
with

lines as (
    select * from account_move_line
),

invoices as (
    select
        id,
        case when move_type = 'out_refund' then -1 else 1 end as sign
    from account_move
    where move_type in ('out_invoice', 'out_refund', 'out_receipt')
        and commercial_partner_id is not null
),

units as (
    select * from uom_uom
),

invoiced_lines as (
    select
        sale_order_line_invoice_rel.invoice_line_id,
        min(sale_order_line_invoice_rel.order_line_id) as order_line_id
    from sale_order_line_invoice_rel
    group by sale_order_line_invoice_rel.invoice_line_id
)

select
    lines.id as invoice_line_id,
    lines.move_id as invoice_id,
    invoiced_lines.order_line_id,
    lines.product_id,
    invoices.sign * lines.quantity as quantity,
    units.name ->> 'en_US' as uom,
    round(lines.price_subtotal / nullif(lines.quantity, 0), 4) as unit_price,
    invoices.sign * lines.price_subtotal as net_amount
from lines
inner join invoices
    on invoices.id = lines.move_id
left join units
    on units.id = lines.product_uom_id
left join invoiced_lines
    on invoiced_lines.invoice_line_id = lines.id
where lines.display_type = 'product'
    and not coalesce(lines.is_downpayment, false)

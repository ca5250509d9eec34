-- What came back, and why?
-- The lines of posted credit notes: Odoo writes them unsigned. order_id is an order with a negative line that booked the return itself.
with

credit_notes as (
    select * from account_move
),

credited_lines as (
    select * from account_move_line
),

currencies as (
    select * from res_currency
),

credited_orders as (
    select
        sale_order_line_invoice_rel.invoice_line_id,
        min(sale_order_line.order_id) filter (where sale_order_line.product_uom_qty < 0) as return_order_id,
        min(sale_order_line.order_id) filter (where sale_order_line.product_uom_qty >= 0) as original_order_id
    from sale_order_line_invoice_rel
    inner join sale_order_line
        on sale_order_line.id = sale_order_line_invoice_rel.order_line_id
    group by sale_order_line_invoice_rel.invoice_line_id
)

select
    credited_lines.id as return_id,
    credited_orders.return_order_id as order_id,
    credited_orders.original_order_id,
    credit_notes.commercial_partner_id as customer_id,
    credited_lines.product_id,
    coalesce(credit_notes.invoice_date, credit_notes.date) as returned_on,
    credited_lines.quantity,
    credited_lines.price_subtotal as net_amount,
    currencies.name as currency_code,
    credit_notes.ref as reason
from credited_lines
inner join credit_notes
    on credit_notes.id = credited_lines.move_id
inner join currencies
    on currencies.id = credit_notes.currency_id
left join credited_orders
    on credited_orders.invoice_line_id = credited_lines.id
where credit_notes.move_type = 'out_refund'
    and credit_notes.state = 'posted'
    and credit_notes.commercial_partner_id is not null
    and credited_lines.display_type = 'product'
    and not coalesce(credited_lines.is_downpayment, false)
    and credited_lines.quantity > 0
    and credited_lines.price_subtotal >= 0

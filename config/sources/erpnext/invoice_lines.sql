-- Which order line was invoiced with which amount?
select
    name as invoice_line_id,
    parent as invoice_id,
    nullif(so_detail, '') as order_line_id,
    item_code as product_id,
    round(qty, 6) as quantity,
    uom,
    round(net_rate, 4) as unit_price,
    round(net_amount, 4) as net_amount
from `tabSales Invoice Item`
where parenttype = 'Sales Invoice'

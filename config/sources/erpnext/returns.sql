-- What came back, and why?
-- The lines of submitted credit notes, which ERPNext writes with negative quantities; a sales order is never a return.
with

credited_lines as (
    select * from `tabSales Invoice Item`
),

credit_notes as (
    select * from `tabSales Invoice`
)

select
    credited_lines.name as return_id,
    nullif(credited_lines.sales_order, '') as original_order_id,
    credit_notes.customer as customer_id,
    credited_lines.item_code as product_id,
    credit_notes.posting_date as returned_on,
    round(-credited_lines.qty, 6) as quantity,
    round(-credited_lines.net_amount, 4) as net_amount,
    credit_notes.currency as currency_code,
    nullif(nullif(credit_notes.remarks, ''), 'No Remarks') as reason
from credited_lines
inner join credit_notes
    on credit_notes.name = credited_lines.parent
where credit_notes.docstatus = 1
    and credit_notes.is_return = 1
    and credited_lines.qty < 0
    and credited_lines.net_amount <= 0

-- What was invoiced? The file holds invoices, so each document is also one; payments are not in it.
select
    invoice as invoice_id,
    case when invoice like 'C%' then 'credit_note' else 'invoice' end as kind,
    min(cust) as customer_id,
    min(cast(ts as date)) as invoiced_on,
    'posted' as status,
    'GBP' as currency_code,
    cast(1 as decimal(18,9)) as fx_to_company,
    cast(sum(cast(qty as integer) * cast(price as decimal(18,4))) as decimal(18,4)) as net_amount,
    min(cast(ts as timestamp)) as changed_at
from delivered.lines
where nullif(cust, '') is not null
group by invoice

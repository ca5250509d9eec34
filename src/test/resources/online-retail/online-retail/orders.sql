-- Which documents name a customer? One whose number begins with C takes goods back.
select
    invoice as order_id,
    'SHOP' as company_id,
    min(cust) as customer_id,
    min(cast(ts as date)) as ordered_on,
    'done' as status,
    invoice like 'C%' as is_return,
    'GBP' as currency_code,
    cast(1 as decimal(18,9)) as fx_to_company,
    cast(sum(cast(qty as integer) * cast(price as decimal(18,4))) as decimal(18,4)) as net_amount,
    min(cast(ts as timestamp)) as changed_at
from delivered.lines
where nullif(cust, '') is not null
group by invoice

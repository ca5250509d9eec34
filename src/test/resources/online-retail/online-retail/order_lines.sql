-- What stands on every line? Lines have no number of their own, and two that are equal in everything are two lines.
select
    cast(_record as varchar) as order_line_id,
    invoice as order_id,
    sku as product_id,
    'goods' as kind,
    cast(qty as decimal(18,6)) as quantity,
    cast(price as decimal(18,4)) as unit_price,
    cast(cast(qty as integer) * cast(price as decimal(18,4)) as decimal(18,4)) as net_amount,
    nullif(cust, '') as customer_id
from delivered.lines

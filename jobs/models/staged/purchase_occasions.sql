-- On which days did a customer buy?
-- Several orders on one day are one occasion; returns and free goods are none.
with

order_lines as (
    select * from staged.order_lines
)

select
    customer_id,
    ordered_on,
    count(distinct order_id) as order_count,
    count(*) as line_count,
    cast(sum(revenue_amount) as decimal(18, 4)) as gross_amount
from order_lines
where is_purchase
group by customer_id, ordered_on

-- On which days did a customer buy which product?
-- Purchase lines only; a line without a product is not here.
with

order_lines as (
    select * from staged.order_lines
)

select
    customer_id,
    ordered_on,
    product_id,
    max(category_id) as category_id
from order_lines
where is_purchase
    and product_id is not null
group by customer_id, ordered_on, product_id

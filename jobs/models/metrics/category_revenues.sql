-- What did each category bring from a customer, day by day?
-- Net of the returns that an order books; a line without a category is not here.
with

order_lines as (
    select * from staged.order_lines
)

select
    customer_id,
    ordered_on,
    category_id,
    cast(sum(revenue_amount) as decimal(18, 4)) as revenue_amount
from order_lines
where category_id is not null
group by customer_id, ordered_on, category_id

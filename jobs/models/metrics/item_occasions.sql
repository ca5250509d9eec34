-- On which days did an account buy an item, a category or a product, and how long after the time before?
-- Only purchases of that item count: its second occasion may be the account's tenth. A line without a category is in none.
with

accounts as (
    select * from staged.accounts
),

purchase_lines as (
    select * from staged.order_lines where is_purchase
),

item_lines as (
    select customer_id, 'category' as item_kind, category_id as item_id, ordered_on, order_id
    from purchase_lines
    where category_id is not null
    union all
    select customer_id, 'product' as item_kind, product_id as item_id, ordered_on, order_id
    from purchase_lines
    where product_id is not null
),

item_orders as (
    select distinct customer_id, item_kind, item_id, ordered_on, order_id from item_lines
),

item_days as (
    select
        accounts.level,
        accounts.account_id,
        item_orders.item_kind,
        item_orders.item_id,
        item_orders.ordered_on,
        count(*) as order_count
    from item_orders
    inner join accounts on accounts.customer_id = item_orders.customer_id
    group by accounts.level, accounts.account_id, item_orders.item_kind, item_orders.item_id, item_orders.ordered_on
)

select
    level,
    item_kind,
    item_id,
    account_id,
    ordered_on,
    cast(row_number() over by_day as bigint) as occasion_number,
    days_between(lag(ordered_on) over by_day, ordered_on) as gap_days,
    order_count
from item_days
window by_day as (partition by level, item_kind, item_id, account_id order by ordered_on asc nulls last)

-- How broadly does an account buy: in how many categories, how many products?
-- Purchase lines of the trailing twelve months; a line without a product counts in neither.
with

accounts as (
    select * from staged.accounts
),

order_lines as (
    select * from staged.order_lines
),

windows as (
    select * from metrics.value_windows
),

purchases as (
    select
        order_lines.customer_id,
        order_lines.product_id,
        order_lines.category_id
    from order_lines
    inner join windows
        on order_lines.ordered_on between windows.from_on and windows.to_on
    where windows.window_name = '12m'
        and order_lines.is_purchase
)

select
    accounts.level,
    accounts.account_id,
    count(distinct purchases.category_id) as category_count_12m,
    count(distinct purchases.product_id) as product_count_12m
from accounts
left join purchases
    on purchases.customer_id = accounts.customer_id
group by accounts.level, accounts.account_id

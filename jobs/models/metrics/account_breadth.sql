-- How broadly does an account buy: in how many categories, how many products?
-- Purchase lines of the trailing twelve months; a line without a product counts in neither.
with

accounts as (
    select * from staged.accounts
),

product_purchases as (
    select * from metrics.product_purchases
),

windows as (
    select * from metrics.value_windows
),

purchases as (
    select
        product_purchases.customer_id,
        product_purchases.product_id,
        product_purchases.category_id
    from product_purchases
    inner join windows
        on product_purchases.ordered_on between windows.from_on and windows.to_on
    where windows.window_name = '12m'
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

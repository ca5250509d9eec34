-- What did an account spend on each category in the twelve months that ended three months ago?
-- As account_categories, by the order lines and returns of those months; what came back later came back later.
with

accounts as (
    select * from staged.accounts
),

order_lines as (
    select * from staged.order_lines where category_id is not null
),

returns as (
    select * from staged.returns
    where not has_return_order
        and credited_amount is not null
),

products as (
    select * from staged.products where category_id is not null
),

windows as (
    select * from metrics.value_windows where window_name = '12m_before_3m'
),

entries as (
    select
        customer_id,
        category_id,
        ordered_on as booked_on,
        revenue_amount,
        is_purchase
    from order_lines
    union all
    select
        returns.customer_id,
        products.category_id,
        returns.returned_on as booked_on,
        -returns.credited_amount as revenue_amount,
        false as is_purchase
    from returns
    inner join products on products.product_id = returns.product_id
),

customer_categories as (
    select
        entries.customer_id,
        entries.category_id,
        sum(entries.revenue_amount) as revenue_amount
    from entries
    inner join windows on entries.booked_on between windows.from_on and windows.to_on
    group by entries.customer_id, entries.category_id
    having bool_or(entries.is_purchase)
)

select
    accounts.level,
    accounts.account_id,
    customer_categories.category_id,
    cast(sum(customer_categories.revenue_amount) as decimal(18, 4)) as revenue_amount
from customer_categories
inner join accounts on accounts.customer_id = customer_categories.customer_id
group by accounts.level, accounts.account_id, customer_categories.category_id

-- What did an account spend on each category in the twelve months that ended three months ago?
-- As account_categories, by the order lines of those months; what came back later came back later.
with

accounts as (
    select * from staged.accounts
),

order_lines as (
    select * from staged.order_lines where category_id is not null
),

windows as (
    select * from metrics.value_windows where window_name = '12m_before_3m'
),

customer_categories as (
    select
        order_lines.customer_id,
        order_lines.category_id,
        sum(order_lines.revenue_amount) as revenue_amount
    from order_lines
    inner join windows on order_lines.ordered_on between windows.from_on and windows.to_on
    group by order_lines.customer_id, order_lines.category_id
    having bool_or(order_lines.is_purchase)
)

select
    accounts.level,
    accounts.account_id,
    customer_categories.category_id,
    cast(sum(customer_categories.revenue_amount) as decimal(18, 4)) as revenue_amount
from customer_categories
inner join accounts on accounts.customer_id = customer_categories.customer_id
group by accounts.level, accounts.account_id, customer_categories.category_id

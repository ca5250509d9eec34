-- Which part of what an account buys is service?
-- Purchase lines of goods and services of the trailing twelve months; freight and text lines are neither.
with

accounts as (
    select * from staged.accounts
),

order_lines as (
    select * from staged.order_lines where is_purchase and line_kind in ('goods', 'service')
),

windows as (
    select * from metrics.value_windows where window_name = '12m'
)

select
    accounts.level,
    accounts.account_id,
    cast(sum(order_lines.revenue_amount) as decimal(18, 4)) as purchase_amount,
    cast(sum(case when order_lines.line_kind = 'service' then order_lines.revenue_amount else 0 end) as decimal(18, 4)) as service_amount
from order_lines
inner join windows on order_lines.ordered_on between windows.from_on and windows.to_on
inner join accounts on accounts.customer_id = order_lines.customer_id
group by accounts.level, accounts.account_id

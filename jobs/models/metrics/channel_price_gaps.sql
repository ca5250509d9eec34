-- Of what an account bought both from us and through agents in the last twelve months, what did it pay us, and what them?
-- One product in one currency: the amount over the quantity on either side.
with

sales as (
    select * from metrics.channel_sales where product_id <> 'UNKNOWN' and quantity > 0 and net_amount > 0
),

accounts as (
    select * from staged.accounts
),

windows as (
    select * from metrics.value_windows where window_name = '12m'
),

sums as (
    select
        accounts.level,
        accounts.account_id,
        sales.product_id,
        sales.currency_code,
        sum(case when sales.channel = 'DIRECT' then sales.quantity else 0 end) as direct_quantity,
        sum(case when sales.channel = 'DIRECT' then sales.net_amount else 0 end) as direct_amount,
        sum(case when sales.channel <> 'DIRECT' then sales.quantity else 0 end) as agent_quantity,
        sum(case when sales.channel <> 'DIRECT' then sales.net_amount else 0 end) as agent_amount
    from sales
    inner join windows on sales.sold_on between windows.from_on and windows.to_on
    inner join accounts on accounts.customer_id = sales.customer_id
    group by accounts.level, accounts.account_id, sales.product_id, sales.currency_code
)

select
    level,
    account_id,
    product_id,
    currency_code,
    cast(direct_quantity as decimal(18, 6)) as direct_quantity,
    cast(agent_quantity as decimal(18, 6)) as agent_quantity,
    ln(safe_div(safe_div(direct_amount, direct_quantity), safe_div(agent_amount, agent_quantity))) as log_price_gap
from sums
where direct_quantity > 0
    and agent_quantity > 0
    and direct_amount > 0
    and agent_amount > 0

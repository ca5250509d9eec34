-- What did customers that buy through agents buy from agents, and what from us?
-- Of others nothing stands here: who never bought through an agent has no two channels.
with

order_lines as (
    select * from staged.order_lines where is_purchase and line_kind = 'goods'
),

sell_through as (
    select * from staged.sell_through where customer_id is not null
),

night as (
    select * from run.current
),

agent_customers as (
    select customer_id from order_lines where channel = 'agent'
    union
    select customer_id from sell_through
),

sales as (
    select
        order_lines.customer_id,
        order_lines.ordered_on as sold_on,
        case when order_lines.channel = 'agent' then 'AGENT' else 'DIRECT' end as channel,
        case when order_lines.channel = 'agent' then coalesce(order_lines.agent_id, 'UNKNOWN') else 'NONE' end as agent_id,
        order_lines.category_id,
        order_lines.product_id,
        order_lines.currency_code,
        order_lines.quantity,
        order_lines.net_amount,
        order_lines.revenue_amount
    from order_lines
    inner join agent_customers on agent_customers.customer_id = order_lines.customer_id
    union all
    select
        sell_through.customer_id,
        sell_through.sold_on,
        'SELL_THROUGH' as channel,
        sell_through.agent_id,
        sell_through.category_id,
        sell_through.product_id,
        night.reporting_currency as currency_code,
        sell_through.quantity,
        sell_through.sold_amount as net_amount,
        sell_through.sold_amount as revenue_amount
    from sell_through
    cross join night
)

select
    customer_id,
    sold_on,
    channel,
    agent_id,
    coalesce(category_id, 'UNKNOWN') as category_id,
    coalesce(product_id, 'UNKNOWN') as product_id,
    currency_code,
    cast(coalesce(sum(quantity), 0) as decimal(18, 6)) as quantity,
    cast(sum(net_amount) as decimal(18, 4)) as net_amount,
    cast(sum(revenue_amount) as decimal(18, 4)) as revenue_amount
from sales
group by customer_id, sold_on, channel, agent_id, coalesce(category_id, 'UNKNOWN'), coalesce(product_id, 'UNKNOWN'), currency_code

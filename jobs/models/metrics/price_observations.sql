-- How much of a product did a customer buy in a month, and at which price?
-- Goods that were bought, in the currency of the document. Of several lines each price counts the same: weighed by quantities their mean would be the lower the more a customer answers prices. Free goods and returns are no prices. A bonus that is paid later is not in the price: when it bought, the customer did not know it yet.
with

order_lines as (
    select * from staged.order_lines
),

night as (
    select * from run.current
),

policy as (
    select * from config.price
),

months as (
    select
        order_lines.customer_id,
        order_lines.product_id,
        order_lines.currency_code,
        month_start(order_lines.ordered_on) as month,
        sum(order_lines.quantity) as quantity,
        safe_div(sum(fixed_small(ln(safe_div(order_lines.net_amount, order_lines.quantity)))), count(*)) as log_unit_price,
        max(case when order_lines.list_unit_price > 0 then order_lines.list_unit_price end) as list_unit_price
    from order_lines
    cross join night
    cross join policy
    where order_lines.is_purchase
        and order_lines.line_kind = 'goods'
        and order_lines.product_id is not null
        and order_lines.net_amount > 0
        and order_lines.ordered_on > months_before(night.as_of, policy.window_months)
    group by
        order_lines.customer_id,
        order_lines.product_id,
        order_lines.currency_code,
        month_start(order_lines.ordered_on)
)

select
    months.customer_id,
    months.product_id,
    months.currency_code,
    months.month,
    cast(months.quantity as decimal(38, 6)) as quantity,
    months.log_unit_price,
    months.list_unit_price
from months
cross join policy
where months.list_unit_price is null
    or abs(months.log_unit_price - ln(cast(months.list_unit_price as double))) <= policy.log_price_limit

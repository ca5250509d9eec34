-- How did an account's prices change from the year before to the last twelve months, product by product?
-- The same product to the same account in the same currency, list price or not: only the price can differ. A product's weight is what it brought the year before (Laspeyres).
with

accounts as (
    select * from staged.accounts
),

purchase_lines as (
    select * from staged.order_lines
    where is_purchase and line_kind = 'goods' and product_id is not null
),

windows as (
    select * from metrics.value_windows where window_name in ('12m', 'prior_12m')
),

policy as (
    select * from config.market_segment
),

customer_products as (
    select
        purchase_lines.customer_id,
        purchase_lines.product_id,
        purchase_lines.currency_code,
        windows.window_name,
        sum(purchase_lines.net_amount) as net_amount,
        sum(purchase_lines.quantity) as quantity,
        sum(purchase_lines.revenue_amount) as revenue_amount
    from purchase_lines
    inner join windows on purchase_lines.ordered_on between windows.from_on and windows.to_on
    group by purchase_lines.customer_id, purchase_lines.product_id, purchase_lines.currency_code, windows.window_name
),

account_products as (
    select
        accounts.level,
        accounts.account_id,
        customer_products.product_id,
        customer_products.currency_code,
        safe_div(
            sum(customer_products.net_amount) filter (where customer_products.window_name = '12m'),
            sum(customer_products.quantity) filter (where customer_products.window_name = '12m')
        ) as unit_price,
        safe_div(
            sum(customer_products.net_amount) filter (where customer_products.window_name = 'prior_12m'),
            sum(customer_products.quantity) filter (where customer_products.window_name = 'prior_12m')
        ) as prior_unit_price,
        cast(sum(customer_products.revenue_amount) filter (where customer_products.window_name = 'prior_12m') as decimal(18, 4))
            as prior_revenue_amount
    from customer_products
    inner join accounts on accounts.customer_id = customer_products.customer_id
    group by accounts.level, accounts.account_id, customer_products.product_id, customer_products.currency_code
),

ratios as (
    select
        level,
        account_id,
        prior_revenue_amount,
        safe_div(unit_price, prior_unit_price) as price_ratio
    from account_products
    where prior_revenue_amount > 0
)

select
    ratios.level,
    ratios.account_id,
    count(*) as compared_product_count,
    cast(sum(ratios.prior_revenue_amount) as decimal(18, 4)) as prior_revenue_amount,
    cast(sum(fixed(ratios.prior_revenue_amount * ratios.price_ratio)) as decimal(18, 4))
        as repriced_revenue_amount
from ratios
cross join policy
where ratios.price_ratio <= policy.price_ratio_limit
    and ratios.price_ratio * policy.price_ratio_limit >= 1
group by ratios.level, ratios.account_id

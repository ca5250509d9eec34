-- How much dearer than the customer in the middle does an account buy, and how steadily?
-- Logarithm of its price over the median, product by product and quarter by quarter; each weighs by what its quantity costs at the median price, so that units of different products may be added up.
with

prices as (
    select * from metrics.quarter_prices
    where quarters_ago < 4 and quantity > 0 and revenue_amount > 0
),

peer_prices as (
    select * from metrics.peer_prices
),

accounts as (
    select * from staged.accounts
),

sums as (
    select
        accounts.level,
        accounts.account_id,
        prices.product_id,
        prices.quarters_ago,
        sum(prices.quantity) as quantity,
        sum(prices.revenue_amount) as revenue_amount
    from prices
    inner join accounts on accounts.customer_id = prices.customer_id
    group by accounts.level, accounts.account_id, prices.product_id, prices.quarters_ago
),

ratios as (
    select
        sums.level,
        sums.account_id,
        safe_div(sums.quantity, 1e3) * peer_prices.median_unit_price as weight,
        ln(safe_div(safe_div(sums.revenue_amount, sums.quantity), peer_prices.median_unit_price)) as log_ratio
    from sums
    inner join peer_prices on peer_prices.product_id = sums.product_id and peer_prices.quarters_ago = sums.quarters_ago
),

totals as (
    select
        level,
        account_id,
        count(*) as purchase_count,
        cast(sum(fixed(weight)) as double) as weight,
        cast(sum(fixed(weight * weight)) as double) as squared_weight,
        cast(sum(fixed(weight * log_ratio)) as double) as weighted_ratio,
        cast(sum(fixed(weight * log_ratio * log_ratio)) as double) as weighted_square
    from ratios
    group by level, account_id
),

means as (
    select
        totals.*,
        safe_div(weighted_ratio, weight) as log_premium,
        least(safe_div(weight * weight, squared_weight), cast(purchase_count as double)) as effective_purchase_count
    from totals
    where squared_weight > 0
)

select
    level,
    account_id,
    purchase_count,
    effective_purchase_count,
    log_premium,
    effective_purchase_count * greatest(safe_div(weighted_square, weight) - log_premium * log_premium, 0e0) as squared_deviation
from means

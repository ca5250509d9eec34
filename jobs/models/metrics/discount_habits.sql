-- How much of what an account buys does it buy at a discount, and how much of it would anybody have, in the same products and quarters?
-- Twelve months. The purchases count as so many as equal ones would be evidence (Kish 1965), for one of 1,000 pieces says no more than one.
with

prices as (
    select * from metrics.quarter_prices where list_amount > 0 and quarters_ago < 4
),

exposures as (
    select * from metrics.discount_exposures
),

accounts as (
    select * from staged.accounts
),

policy as (
    select * from config.price_discipline
),

purchases as (
    select
        accounts.level,
        accounts.account_id,
        cast(prices.quantity as double) as quantity,
        case when prices.compared_amount < cast(prices.list_amount as decimal(19, 4)) * (1 - policy.discount_floor) then cast(prices.quantity as double) else 0e0 end
            as discounted_quantity,
        cast(prices.quantity as double) * exposures.discounted_share as exposed_quantity
    from prices
    cross join policy
    inner join exposures on exposures.product_id = prices.product_id and exposures.quarters_ago = prices.quarters_ago
    inner join accounts on accounts.customer_id = prices.customer_id
),

totals as (
    select
        level,
        account_id,
        count(*) as purchase_count,
        cast(sum(fixed(quantity / 1000)) as double) as quantity,
        cast(sum(fixed(discounted_quantity / 1000)) as double) as discounted_quantity,
        cast(sum(fixed(exposed_quantity / 1000)) as double) as exposed_quantity,
        cast(sum(fixed(quantity / 1000 * quantity / 1000)) as double) as squared_quantity
    from purchases
    group by level, account_id
)

select
    level,
    account_id,
    purchase_count,
    least(safe_div(quantity * quantity, squared_quantity), cast(purchase_count as double)) as effective_purchase_count,
    greatest(least(safe_div(discounted_quantity, quantity), 1e0), 0e0) as discounted_share,
    greatest(least(safe_div(exposed_quantity, quantity), 1e0), 0e0) as exposed_share
from totals
where squared_quantity > 0

-- Did the mean price that an account pays move because prices did, or because it buys other things?
-- Shares of quantity and unit prices of two years: what prices alone changed, what the mix alone changed, and both together; the three add up to the change. A product of one year only is valued at what all customers paid in the other, and where nobody did, at its own price.
with

prices as (
    select * from metrics.quarter_prices where quantity > 0
),

accounts as (
    select * from staged.accounts
),

windows as (
    select is_recorded from metrics.value_windows where window_name = 'prior_12m'
),

everybody as (
    select
        product_id,
        safe_div(sum(case when quarters_ago < 4 then revenue_amount end), sum(case when quarters_ago < 4 then quantity end)) as unit_price,
        safe_div(sum(case when quarters_ago >= 4 then revenue_amount end), sum(case when quarters_ago >= 4 then quantity end)) as prior_unit_price
    from prices
    group by product_id
),

bought as (
    select
        accounts.level,
        accounts.account_id,
        prices.product_id,
        cast(coalesce(sum(case when prices.quarters_ago < 4 then prices.quantity end), 0) as double) as quantity,
        cast(coalesce(sum(case when prices.quarters_ago >= 4 then prices.quantity end), 0) as double) as prior_quantity,
        safe_div(
            sum(case when prices.quarters_ago < 4 then prices.revenue_amount end), sum(case when prices.quarters_ago < 4 then prices.quantity end)
        ) as own_unit_price,
        safe_div(
            sum(case when prices.quarters_ago >= 4 then prices.revenue_amount end), sum(case when prices.quarters_ago >= 4 then prices.quantity end)
        ) as own_prior_unit_price
    from prices
    inner join accounts on accounts.customer_id = prices.customer_id
    group by accounts.level, accounts.account_id, prices.product_id
),

valued as (
    select
        bought.level,
        bought.account_id,
        bought.quantity,
        bought.prior_quantity,
        coalesce(bought.own_unit_price, everybody.unit_price, bought.own_prior_unit_price) as unit_price,
        coalesce(bought.own_prior_unit_price, everybody.prior_unit_price, bought.own_unit_price) as prior_unit_price
    from bought
    inner join everybody on everybody.product_id = bought.product_id
),

totals as (
    select
        level,
        account_id,
        count(*) filter (where quantity > 0 and prior_quantity > 0) as common_product_count,
        cast(sum(fixed(quantity / 1000)) as double) as quantity,
        cast(sum(fixed(prior_quantity / 1000)) as double) as prior_quantity,
        cast(sum(fixed(quantity / 1000 * unit_price / 1000)) as double) as amount,
        cast(sum(fixed(prior_quantity / 1000 * prior_unit_price / 1000)) as double) as prior_amount,
        cast(sum(fixed(quantity / 1000 * prior_unit_price / 1000)) as double) as amount_at_prior_prices,
        cast(sum(fixed(prior_quantity / 1000 * unit_price / 1000)) as double) as prior_amount_at_prices
    from valued
    group by level, account_id
),

means as (
    select
        totals.level,
        totals.account_id,
        totals.common_product_count,
        1e3 * safe_div(amount, quantity) as mean_price,
        1e3 * safe_div(prior_amount, prior_quantity) as prior_mean_price,
        1e3 * safe_div(amount_at_prior_prices, quantity) as mean_price_at_prior_prices,
        1e3 * safe_div(prior_amount_at_prices, prior_quantity) as prior_mean_price_at_prices,
        case
            when not windows.is_recorded then 'WINDOW_NOT_RECORDED'
            when quantity = 0 or prior_quantity = 0 then 'TOO_FEW_OBSERVATIONS'
        end as drift_abstain_reason
    from totals
    cross join windows
)

select
    level,
    account_id,
    common_product_count,
    case when drift_abstain_reason is null then mean_price end as mean_unit_price,
    case when drift_abstain_reason is null then prior_mean_price end as prior_mean_unit_price,
    case when drift_abstain_reason is null then prior_mean_price_at_prices - prior_mean_price end as price_drift,
    case when drift_abstain_reason is null then mean_price_at_prior_prices - prior_mean_price end as mix_drift,
    case
        when drift_abstain_reason is null
            then mean_price - mean_price_at_prior_prices - prior_mean_price_at_prices + prior_mean_price
    end as joint_drift,
    case when drift_abstain_reason is null then safe_div(mean_price_at_prior_prices, prior_mean_price) end as mix_index,
    drift_abstain_reason
from means

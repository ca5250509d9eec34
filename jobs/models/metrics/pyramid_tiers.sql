-- How many accounts stand in each tier, and what revenue and margin do they bring?
-- Tiers by rank alone, as Curry and Curry define them. Shares of revenue are of what the ranked tiers bring; every tier has a row, also an empty one.
with

standings as (
    select * from metrics.tier_accounts
),

ladder as (
    select * from metrics.tier_ladder
),

levels as (
    select distinct level from staged.accounts
),

accounts as (
    select * from staged.accounts
),

windows as (
    select * from metrics.pyramid_snapshots where months_ago = 0
),

order_lines as (
    select * from staged.order_lines
),

account_amounts as (
    select
        accounts.level,
        accounts.account_id as customer_id,
        cast(sum(order_lines.revenue_amount) as decimal(18,4)) as revenue_amount,
        cast(sum(order_lines.cost_amount) as decimal(18,4)) as cost_amount,
        count(*) filter (where order_lines.cost_amount is null) as uncosted_line_count
    from order_lines
    inner join windows on order_lines.ordered_on > windows.window_opens_after and order_lines.ordered_on <= windows.snapshot_on
    inner join accounts on accounts.customer_id = order_lines.customer_id
    group by accounts.level, accounts.account_id
),

stable_counts as (
    select scheme, level, stable_tier, count(*) as stable_customer_count
    from standings
    group by scheme, level, stable_tier
),

tier_sums as (
    select
        standings.scheme,
        standings.level,
        standings.raw_tier,
        count(*) as customer_count,
        count(*) filter (where standings.has_negative_value) as negative_value_count,
        cast(sum(coalesce(account_amounts.revenue_amount, cast(0 as decimal(18,4)))) as decimal(18,4)) as revenue_amount,
        cast(sum(coalesce(account_amounts.cost_amount, cast(0 as decimal(18,4)))) as decimal(18,4)) as cost_amount,
        cast(sum(coalesce(account_amounts.uncosted_line_count, 0)) as bigint) as uncosted_line_count
    from standings
    left join account_amounts
        on account_amounts.level = standings.level and account_amounts.customer_id = standings.customer_id
    group by standings.scheme, standings.level, standings.raw_tier
),

tiers as (
    select
        ladder.scheme,
        levels.level,
        ladder.tier,
        ladder.tier_order,
        ladder.is_ranked,
        coalesce(tier_sums.customer_count, 0) as customer_count,
        coalesce(stable_counts.stable_customer_count, 0) as stable_customer_count,
        coalesce(tier_sums.negative_value_count, 0) as negative_value_count,
        coalesce(tier_sums.revenue_amount, cast(0 as decimal(18,4))) as revenue_amount,
        case
            when coalesce(tier_sums.uncosted_line_count, 0) = 0
                then cast(coalesce(tier_sums.revenue_amount - tier_sums.cost_amount, 0) as decimal(18,4))
        end as gross_margin_amount
    from ladder
    cross join levels
    left join tier_sums
        on tier_sums.scheme = ladder.scheme and tier_sums.level = levels.level and tier_sums.raw_tier = ladder.tier
    left join stable_counts
        on stable_counts.scheme = ladder.scheme and stable_counts.level = levels.level and stable_counts.stable_tier = ladder.tier
)

select
    scheme,
    level,
    tier,
    tier_order,
    is_ranked,
    customer_count,
    stable_customer_count,
    negative_value_count,
    safe_div(customer_count, sum(customer_count) over whole) as customer_share,
    case when is_ranked then safe_div(customer_count, sum(case when is_ranked then customer_count end) over whole) end as ranked_customer_share,
    revenue_amount,
    case
        when is_ranked and sum(case when is_ranked then revenue_amount end) over whole > 0
            then safe_div(revenue_amount, sum(case when is_ranked then revenue_amount end) over whole)
    end as revenue_share,
    gross_margin_amount,
    case when gross_margin_amount is null then 'SOURCE_MISSING' end as gross_margin_abstain_reason
from tiers
window whole as (partition by scheme, level)

-- How many accounts stand in each tier, and what revenue and margin do they bring?
-- Tiers by rank alone, in each scheme. Shares of revenue are of what the ranked tiers bring; every tier has a row, also an empty one.
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

account_windows as (
    select * from metrics.account_windows where window_name = 'pyramid'
),

future_values as (
    select * from metrics.future_values where months_ago = 0
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
        cast(sum(account_windows.revenue_amount) as decimal(18, 4)) as revenue_amount,
        cast(sum(account_windows.gross_margin_amount) as decimal(18, 4)) as gross_margin_amount,
        min(account_windows.gross_margin_abstain_reason) as gross_margin_abstain_reason,
        cast(sum(account_windows.contribution_margin_amount) as decimal(18, 4)) as contribution_margin_amount,
        min(account_windows.contribution_abstain_reason) as contribution_abstain_reason,
        count(future_values.clv_amount_36m) as clv_customer_count,
        count(future_values.clv_abstain_reason) as clv_unknown_customer_count,
        cast(sum(future_values.clv_amount_12m) as decimal(18, 4)) as clv_amount_12m,
        cast(sum(future_values.clv_amount_36m_low) as decimal(18, 4)) as clv_amount_36m_low,
        cast(sum(future_values.clv_amount_36m) as decimal(18, 4)) as clv_amount_36m,
        cast(sum(future_values.clv_amount_36m_high) as decimal(18, 4)) as clv_amount_36m_high,
        count(*) filter (where future_values.clv_amount_36m is not null and future_values.clv_error_36m is null) as unsure_count,
        min(future_values.clv_abstain_reason) as clv_abstain_reason
    from standings
    inner join account_windows
        on account_windows.level = standings.level and account_windows.account_id = standings.account_id
    left join future_values
        on future_values.level = standings.level and future_values.account_id = standings.account_id
    group by standings.scheme, standings.level, standings.raw_tier
),

tiers as (
    select
        ladder.scheme,
        levels.level,
        ladder.tier,
        ladder.tier_order,
        ladder.is_ranked,
        ladder.rule_version,
        coalesce(tier_sums.customer_count, 0) as customer_count,
        coalesce(stable_counts.stable_customer_count, 0) as stable_customer_count,
        coalesce(tier_sums.negative_value_count, 0) as negative_value_count,
        coalesce(tier_sums.revenue_amount, cast(0 as decimal(18,4))) as revenue_amount,
        case
            when tier_sums.gross_margin_abstain_reason is null
                then coalesce(tier_sums.gross_margin_amount, cast(0 as decimal(18, 4)))
        end as gross_margin_amount,
        tier_sums.gross_margin_abstain_reason,
        case
            when tier_sums.contribution_abstain_reason is null
                then coalesce(tier_sums.contribution_margin_amount, cast(0 as decimal(18, 4)))
        end as contribution_margin_amount,
        tier_sums.contribution_abstain_reason,
        coalesce(tier_sums.clv_customer_count, 0) as clv_customer_count,
        coalesce(tier_sums.clv_unknown_customer_count, 0) as clv_unknown_customer_count,
        tier_sums.clv_amount_12m,
        case when tier_sums.unsure_count = 0 then tier_sums.clv_amount_36m_low end as clv_amount_36m_low,
        tier_sums.clv_amount_36m,
        case when tier_sums.unsure_count = 0 then tier_sums.clv_amount_36m_high end as clv_amount_36m_high,
        case
            when tier_sums.clv_amount_36m is null then coalesce(tier_sums.clv_abstain_reason, 'TOO_FEW_OBSERVATIONS')
        end as clv_abstain_reason
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
    gross_margin_abstain_reason,
    contribution_margin_amount,
    contribution_abstain_reason,
    clv_customer_count,
    clv_unknown_customer_count,
    clv_amount_12m,
    clv_amount_36m_low,
    clv_amount_36m,
    clv_amount_36m_high,
    case when sum(clv_amount_36m) over whole > 0 then safe_div(clv_amount_36m, sum(clv_amount_36m) over whole) end as clv_share_36m,
    clv_abstain_reason,
    rule_version
from tiers
window whole as (partition by scheme, level)

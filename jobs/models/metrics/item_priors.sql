-- How much do repurchase rates differ between items, beyond what chance makes them differ?
-- A beta distribution of the items' true rates by weighted moments (Kleinman 1973): items weigh by their buyers. a + b is what a rate is worth before anybody bought, counted in buyers.
with

items as (
    select * from metrics.item_repurchases
),

policy as (
    select * from config.repurchase_category
),

sums as (
    select
        level,
        item_kind,
        count(*) as item_count,
        cast(sum(buyer_count) as bigint) as buyer_count,
        cast(sum(repeater_count) as bigint) as repeater_count,
        sum(cast(buyer_count as decimal(18, 0)) * buyer_count) as squared_buyers,
        cast(sum(fixed(safe_div(cast(repeater_count as double) * repeater_count, buyer_count))) as double) as weighted_squares
    from items
    group by level, item_kind
),

moments as (
    select
        level,
        item_kind,
        item_count,
        buyer_count,
        repeater_count,
        safe_div(repeater_count, buyer_count) as pooled_rate,
        weighted_squares - safe_div(cast(repeater_count as double) * repeater_count, buyer_count) as spread,
        buyer_count - safe_div(squared_buyers, buyer_count) as effective_buyers
    from sums
),

correlations as (
    select
        moments.*,
        policy.prior_min_items,
        safe_div(
            safe_div(spread, pooled_rate * (1 - pooled_rate)) - (item_count - 1),
            effective_buyers - (item_count - 1)
        ) as buyer_correlation
    from moments
    cross join policy
),

strengths as (
    select
        level,
        item_kind,
        item_count,
        buyer_count,
        repeater_count,
        pooled_rate,
        buyer_correlation,
        case
            when item_count < prior_min_items or buyer_correlation is null or effective_buyers <= item_count - 1
                then 'TOO_FEW_OBSERVATIONS'
            when buyer_correlation <= 0 then 'NO_BETWEEN_VARIANCE'
            else 'FITTED'
        end as status,
        case when buyer_correlation > 0 then greatest(safe_div(1, buyer_correlation) - 1, 0e0) end as strength
    from correlations
)

select
    level,
    item_kind,
    status,
    item_count,
    buyer_count,
    repeater_count,
    pooled_rate,
    wilson_low(repeater_count, buyer_count) as pooled_rate_low,
    wilson_high(repeater_count, buyer_count) as pooled_rate_high,
    case when status = 'FITTED' then pooled_rate * strength end as a,
    case when status = 'FITTED' then (1 - pooled_rate) * strength end as b
from strengths

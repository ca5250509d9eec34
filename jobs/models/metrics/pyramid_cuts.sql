-- At which ranks do the tiers of a scheme end?
-- Cuts are shares of the ranked accounts that bought in the window, and round up, so that the smallest company still has one account at the top.
with

counts as (
    select
        scheme,
        level,
        months_ago,
        count(*) as ranked_customer_count,
        count(*) filter (where occasion_count > 0) as buyer_count
    from metrics.ranking_values
    where ranking_amount is not null
    group by scheme, level, months_ago
),

ladder as (
    select * from metrics.tier_ladder where cut_share is not null
),

cuts as (
    select
        counts.scheme,
        counts.level,
        counts.months_ago,
        counts.ranked_customer_count,
        counts.buyer_count,
        ladder.tier,
        ladder.tier_order,
        ladder.promote_at,
        ladder.demote_at,
        greatest(cast(ceil(counts.buyer_count * ladder.cut_share) as bigint), 1) as cut_rank
    from counts
    inner join ladder on ladder.scheme = counts.scheme
)

select
    scheme,
    level,
    months_ago,
    tier,
    tier_order,
    ranked_customer_count,
    buyer_count,
    cut_rank,
    greatest(cast(floor(cut_rank * promote_at) as bigint), 1) as promotion_rank,
    cast(floor(cut_rank * demote_at) as bigint) + 1 as demotion_rank
from cuts

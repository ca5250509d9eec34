-- At which ranks do the tiers end?
-- Cuts round up, so that the smallest company still has one account at the top. With few accounts the promotion rank is never below 1.
with

buyers as (
    select level, months_ago, count(*) as ranked_customer_count
    from metrics.pyramid_values
    where occasion_count > 0
    group by level, months_ago
),

policy as (
    select * from config.pyramid
),

cuts as (
    select
        buyers.level,
        buyers.months_ago,
        buyers.ranked_customer_count,
        policy.promote_at,
        policy.demote_at,
        cast(ceil(buyers.ranked_customer_count * policy.top_share) as bigint) as top_cut,
        cast(ceil(buyers.ranked_customer_count * policy.big_share) as bigint) as big_cut,
        cast(ceil(buyers.ranked_customer_count * policy.medium_share) as bigint) as medium_cut
    from buyers
    cross join policy
)

select
    level,
    months_ago,
    ranked_customer_count,
    top_cut,
    big_cut,
    medium_cut,
    greatest(cast(floor(top_cut * promote_at) as bigint), 1) as top_promotion_rank,
    greatest(cast(floor(big_cut * promote_at) as bigint), 1) as big_promotion_rank,
    greatest(cast(floor(medium_cut * promote_at) as bigint), 1) as medium_promotion_rank,
    cast(floor(top_cut * demote_at) as bigint) + 1 as top_demotion_rank,
    cast(floor(big_cut * demote_at) as bigint) + 1 as big_demotion_rank,
    cast(floor(medium_cut * demote_at) as bigint) + 1 as medium_demotion_rank
from cuts

-- Which account stands at each border of a tier, and with what?
-- CUT is the last rank of the tier, PROMOTION the last that rises into it, DEMOTION the first that falls out of it. The key is null where fewer accounts have a rank.
with

cuts as (
    select * from metrics.pyramid_cuts
),

ranks as (
    select * from metrics.pyramid_ranks
),

borders as (
    select scheme, level, months_ago, tier, tier_order, 'CUT' as border, cut_rank as border_rank from cuts
    union all
    select scheme, level, months_ago, tier, tier_order, 'PROMOTION' as border, promotion_rank as border_rank from cuts
    union all
    select scheme, level, months_ago, tier, tier_order, 'DEMOTION' as border, demotion_rank as border_rank from cuts
)

select
    borders.scheme,
    borders.level,
    borders.months_ago,
    borders.tier,
    borders.border,
    borders.tier_order,
    borders.border_rank,
    ranks.ranking_amount,
    ranks.gross_amount,
    ranks.last_ordered_on,
    ranks.occasion_count,
    ranks.account_id
from borders
left join ranks
    on ranks.scheme = borders.scheme
    and ranks.level = borders.level
    and ranks.months_ago = borders.months_ago
    and ranks.value_rank = borders.border_rank

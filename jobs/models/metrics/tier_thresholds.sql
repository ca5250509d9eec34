-- How much does it take tonight to stand in a tier, to be promoted into it, and to be demoted out of it?
-- Amounts are those of the accounts that stand at these ranks; everybody else staying as they are.
with

cuts as (
    select * from metrics.pyramid_cuts where months_ago = 0
),

ranks as (
    select * from metrics.pyramid_ranks where months_ago = 0
),

tier_ranks as (
    select level, 'TOP' as tier, top_cut as cut_rank, top_promotion_rank as promotion_rank, top_demotion_rank as demotion_rank from cuts
    union all
    select level, 'BIG' as tier, big_cut as cut_rank, big_promotion_rank as promotion_rank, big_demotion_rank as demotion_rank from cuts
    union all
    select level, 'MEDIUM' as tier, medium_cut as cut_rank, medium_promotion_rank as promotion_rank, medium_demotion_rank as demotion_rank from cuts
)

select
    'CURRY' as scheme,
    tier_ranks.level,
    tier_ranks.tier,
    tier_ranks.cut_rank,
    tier_ranks.promotion_rank,
    tier_ranks.demotion_rank,
    at_cut.revenue_amount as threshold_amount,
    at_promotion.revenue_amount as promotion_amount,
    at_demotion.revenue_amount as demotion_amount
from tier_ranks
inner join ranks as at_cut on at_cut.level = tier_ranks.level and at_cut.value_rank = tier_ranks.cut_rank
inner join ranks as at_promotion on at_promotion.level = tier_ranks.level and at_promotion.value_rank = tier_ranks.promotion_rank
left join ranks as at_demotion on at_demotion.level = tier_ranks.level and at_demotion.value_rank = tier_ranks.demotion_rank

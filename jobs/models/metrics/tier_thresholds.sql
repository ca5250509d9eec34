-- How much does it take tonight to stand in a tier, to be promoted into it, and to be demoted out of it?
-- Amounts are those of the accounts that stand at these ranks; everybody else staying as they are.
with

borders as (
    select * from metrics.pyramid_borders where months_ago = 0
)

select
    scheme,
    level,
    tier,
    max(border_rank) filter (where border = 'CUT') as cut_rank,
    max(border_rank) filter (where border = 'PROMOTION') as promotion_rank,
    max(border_rank) filter (where border = 'DEMOTION') as demotion_rank,
    max(ranking_amount) filter (where border = 'CUT') as threshold_amount,
    max(ranking_amount) filter (where border = 'PROMOTION') as promotion_amount,
    max(ranking_amount) filter (where border = 'DEMOTION') as demotion_amount
from borders
group by scheme, level, tier
union all
-- Above 0 there is IRON; no rank ends it.
select distinct
    scheme,
    level,
    'IRON' as tier,
    cast(null as bigint) as cut_rank,
    cast(null as bigint) as promotion_rank,
    cast(null as bigint) as demotion_rank,
    cast(0 as decimal(18, 4)) as threshold_amount,
    cast(0 as decimal(18, 4)) as promotion_amount,
    cast(0 as decimal(18, 4)) as demotion_amount
from borders
where scheme = 'ZEITHAML'

-- Where does each buying account stand, and in which tier by rank alone (Curry and Curry 2000)?
-- Cut by rank in one total order, never by quantile: equal accounts are told apart the same way every night. Tiers are numbered as in metrics.tier_ladder.
with

buyers as (
    select * from metrics.pyramid_values where occasion_count > 0
),

cuts as (
    select * from metrics.pyramid_cuts
),

ranks as (
    select
        level,
        account_id,
        months_ago,
        revenue_amount,
        row_number() over (
            partition by level, months_ago
            order by
                revenue_amount desc nulls last,
                gross_amount desc nulls last,
                last_ordered_on desc nulls last,
                occasion_count desc nulls last,
                account_id asc nulls last
        ) as value_rank
    from buyers
)

select
    ranks.level,
    ranks.account_id,
    ranks.months_ago,
    ranks.revenue_amount,
    cast(ranks.value_rank as bigint) as value_rank,
    ranks.revenue_amount <= 0 as has_negative_value,
    cast(case
        when ranks.value_rank <= cuts.top_cut and ranks.revenue_amount > 0 then 1
        when ranks.value_rank <= cuts.big_cut and ranks.revenue_amount > 0 then 2
        when ranks.value_rank <= cuts.medium_cut and ranks.revenue_amount > 0 then 3
        else 4
    end as integer) as raw_tier_order,
    cast(case
        when ranks.revenue_amount <= 0 then 4
        when ranks.value_rank <= cuts.top_promotion_rank then 1
        when ranks.value_rank <= cuts.big_promotion_rank then 2
        when ranks.value_rank <= cuts.medium_promotion_rank then 3
        else 4
    end as integer) as promotion_tier_order,
    cast(case
        when ranks.revenue_amount <= 0 then 4
        when ranks.value_rank < cuts.top_demotion_rank then 1
        when ranks.value_rank < cuts.big_demotion_rank then 2
        when ranks.value_rank < cuts.medium_demotion_rank then 3
        else 4
    end as integer) as tolerated_tier_order
from ranks
inner join cuts on cuts.level = ranks.level and cuts.months_ago = ranks.months_ago

-- On how few accounts does rest what a scheme ranks by: net revenue, or present and future value?
-- With negative accounts Gini can exceed 1, so it is also given for the positive ones alone; HHI is of the positive ones.
with

ranks as (
    select * from metrics.pyramid_ranks where months_ago = 0
),

totals as (
    select
        scheme,
        level,
        count(*) as ranked_customer_count,
        count(*) filter (where ranking_amount > 0) as positive_customer_count,
        cast(sum(revenue_amount) as decimal(18,4)) as revenue_amount,
        cast(sum(ranking_amount) as decimal(18,4)) as ranking_amount,
        cast(sum(ranking_amount) filter (where ranking_amount > 0) as decimal(18,4)) as positive_amount
    from ranks
    group by scheme, level
),

positions as (
    select
        ranks.scheme,
        ranks.level,
        ranks.value_rank,
        ranks.revenue_amount,
        ranks.ranking_amount,
        totals.ranked_customer_count,
        totals.positive_customer_count,
        totals.ranked_customer_count + 1 - 2 * ranks.value_rank as weight,
        totals.positive_customer_count + 1 - 2 * ranks.value_rank as positive_weight,
        cast(sum(ranks.ranking_amount) over (
            partition by ranks.scheme, ranks.level
            order by ranks.value_rank asc nulls last
            rows between unbounded preceding and current row
        ) as decimal(28,4)) as cumulative_amount,
        cast(totals.ranking_amount as decimal(28,4)) as total_amount,
        cast(ceil(totals.ranked_customer_count * 0.2) as bigint) as top_20_cut
    from ranks
    inner join totals on totals.scheme = ranks.scheme and totals.level = ranks.level
),

sums as (
    select
        scheme,
        level,
        sum(weight * ranking_amount) as weighted_amount,
        sum(positive_weight * ranking_amount) filter (where ranking_amount > 0) as positive_weighted_amount,
        sum(cast(cast(ranking_amount as decimal(19,4)) * ranking_amount as decimal(38,8))) filter (where ranking_amount > 0) as squared_amount,
        sum(revenue_amount) filter (where value_rank <= top_20_cut) as top_20_revenue_amount,
        sum(ranking_amount) filter (where value_rank <= top_20_cut) as top_20_amount,
        min(value_rank) filter (where cumulative_amount * 5 >= total_amount * 4) as customers_for_80_count
    from positions
    group by scheme, level
)

select
    totals.scheme,
    totals.level,
    totals.ranked_customer_count,
    totals.positive_customer_count,
    totals.ranking_amount,
    case when totals.ranking_amount > 0
        then safe_div(sums.weighted_amount, totals.ranking_amount * totals.ranked_customer_count) end as gini,
    safe_div(sums.positive_weighted_amount, totals.positive_amount * totals.positive_customer_count) as gini_positive,
    case when totals.revenue_amount > 0 then safe_div(sums.top_20_revenue_amount, totals.revenue_amount) end as top_20_revenue_share,
    case when totals.ranking_amount > 0 then safe_div(sums.top_20_amount, totals.ranking_amount) end as top_20_value_share,
    case when totals.ranking_amount > 0
        then safe_div(sums.customers_for_80_count, totals.ranked_customer_count) end as customers_for_80_share,
    safe_div(safe_div(sums.squared_amount, totals.positive_amount), totals.positive_amount) as hhi,
    case
        when totals.ranking_amount <= 0 and totals.scheme = 'CURRY' then 'NO_POSITIVE_REVENUE'
        when totals.ranking_amount <= 0 then 'NO_POSITIVE_VALUE'
    end as concentration_abstain_reason
from totals
inner join sums on sums.scheme = totals.scheme and sums.level = totals.level

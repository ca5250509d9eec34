-- On how few accounts does the revenue rest?
-- With negative accounts Gini can exceed 1, so it is also given for the positive ones alone; HHI is of the positive ones.
with

ranks as (
    select * from metrics.pyramid_ranks where months_ago = 0
),

totals as (
    select
        level,
        count(*) as ranked_customer_count,
        count(*) filter (where revenue_amount > 0) as positive_customer_count,
        cast(sum(revenue_amount) as decimal(18,4)) as revenue_amount,
        cast(sum(revenue_amount) filter (where revenue_amount > 0) as decimal(18,4)) as positive_amount
    from ranks
    group by level
),

positions as (
    select
        ranks.level,
        ranks.value_rank,
        ranks.revenue_amount,
        totals.ranked_customer_count,
        totals.positive_customer_count,
        totals.ranked_customer_count + 1 - 2 * ranks.value_rank as weight,
        totals.positive_customer_count + 1 - 2 * ranks.value_rank as positive_weight,
        cast(sum(ranks.revenue_amount) over (
            partition by ranks.level
            order by ranks.value_rank asc nulls last
            rows between unbounded preceding and current row
        ) as decimal(28,4)) as cumulative_amount,
        cast(totals.revenue_amount as decimal(28,4)) as total_amount,
        cast(ceil(totals.ranked_customer_count * 0.2) as bigint) as top_20_cut
    from ranks
    inner join totals on totals.level = ranks.level
),

sums as (
    select
        level,
        sum(weight * revenue_amount) as weighted_amount,
        sum(positive_weight * revenue_amount) filter (where revenue_amount > 0) as positive_weighted_amount,
        sum(cast(cast(revenue_amount as decimal(19,4)) * revenue_amount as decimal(38,8))) filter (where revenue_amount > 0) as squared_amount,
        sum(revenue_amount) filter (where value_rank <= top_20_cut) as top_20_amount,
        min(value_rank) filter (where cumulative_amount * 5 >= total_amount * 4) as customers_for_80_count
    from positions
    group by level
)

select
    'CURRY' as scheme,
    totals.level,
    totals.ranked_customer_count,
    totals.positive_customer_count,
    totals.revenue_amount,
    case when totals.revenue_amount > 0
        then safe_div(sums.weighted_amount, totals.revenue_amount * totals.ranked_customer_count) end as gini,
    safe_div(sums.positive_weighted_amount, totals.positive_amount * totals.positive_customer_count) as gini_positive,
    case when totals.revenue_amount > 0 then safe_div(sums.top_20_amount, totals.revenue_amount) end as top_20_revenue_share,
    case when totals.revenue_amount > 0
        then safe_div(sums.customers_for_80_count, totals.ranked_customer_count) end as customers_for_80_share,
    safe_div(safe_div(sums.squared_amount, totals.positive_amount), totals.positive_amount) as hhi,
    case when totals.revenue_amount <= 0 then 'NO_POSITIVE_REVENUE' end as concentration_abstain_reason
from totals
inner join sums on sums.level = totals.level

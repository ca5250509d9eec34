-- Whom did each model, and each rule of thumb, hold to be most at risk at each origin?
-- RECENCY: the longest silence; FREQUENCY: the fewest repeats; OWN_CADENCE: the silence in own gaps, in everybody's where there is none. Only models have probabilities.
with

cells as (
    select
        level,
        origin,
        repeat_count,
        recency_days,
        age_days,
        cast(sum(customer_count) as bigint) as customer_count
    from metrics.backtest_cells
    group by level, origin, repeat_count, recency_days, age_days
),

scores as (
    select * from metrics.backtest_scores
),

pooled_gaps as (
    select
        level,
        origin,
        safe_div(sum(recency_days * customer_count), sum(repeat_count * customer_count)) as mean_gap_days
    from cells
    group by level, origin
)

select
    level,
    origin,
    model as score,
    true as is_model,
    repeat_count,
    recency_days,
    age_days,
    no_purchase_probability as risk_score,
    no_purchase_probability,
    expected_purchases
from scores
union all
select
    level,
    origin,
    'RECENCY' as score,
    false as is_model,
    repeat_count,
    recency_days,
    age_days,
    cast(age_days - recency_days as double) as risk_score,
    cast(null as double) as no_purchase_probability,
    cast(null as double) as expected_purchases
from cells
union all
select
    level,
    origin,
    'FREQUENCY' as score,
    false as is_model,
    repeat_count,
    recency_days,
    age_days,
    cast(-repeat_count as double) as risk_score,
    cast(null as double) as no_purchase_probability,
    cast(null as double) as expected_purchases
from cells
union all
select
    cells.level,
    cells.origin,
    'OWN_CADENCE' as score,
    false as is_model,
    cells.repeat_count,
    cells.recency_days,
    cells.age_days,
    coalesce(
        safe_div(cells.age_days - cells.recency_days, safe_div(cells.recency_days, cells.repeat_count)),
        safe_div(cells.age_days - cells.recency_days, pooled_gaps.mean_gap_days),
        cast(cells.age_days as double)
    ) as risk_score,
    cast(null as double) as no_purchase_probability,
    cast(null as double) as expected_purchases
from cells
inner join pooled_gaps on pooled_gaps.level = cells.level and pooled_gaps.origin = cells.origin

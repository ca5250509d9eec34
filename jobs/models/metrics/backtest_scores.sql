-- How likely did each model hold it, at each origin, that an account would not buy within the horizon, and how often did it expect it to?
-- One row for each history, by the parameters of that origin. A model that was not identified then has no scores.
with

cells as (
    select distinct
        level,
        origin,
        repeat_count,
        recency_days,
        age_days
    from metrics.backtest_cells
),

origins as (
    select * from metrics.backtest_origins
),

fits as (
    select * from metrics.backtest_fits where r is not null
)

select
    cells.level,
    cells.origin,
    fits.model,
    cells.repeat_count,
    cells.recency_days,
    cells.age_days,
    origins.horizon_days
from cells
inner join origins on origins.level = cells.level and origins.origin = cells.origin
inner join fits on fits.level = cells.level and fits.origin = cells.origin
order by
    cells.level asc nulls last,
    cells.origin asc nulls last,
    fits.model asc nulls last,
    cells.repeat_count asc nulls last,
    cells.recency_days asc nulls last,
    cells.age_days asc nulls last

-- How likely does the purchase model hold it that an account with such a history stays silent for the horizon?
-- One row for each history that occurs at a fit, and not for each account: P0 of the literature, the baseline of the churn model.
with

looks as (
    select * from metrics.churn_looks
),

histories as (
    select * from metrics.churn_histories
),

fits as (
    select * from metrics.churn_purchase_fits
),

cells as (
    select distinct
        looks.level,
        looks.origin,
        looks.horizon_days,
        histories.repeat_count,
        histories.recency_days,
        histories.age_days
    from looks
    inner join histories on histories.level = looks.level and histories.looked_on = looks.looked_on
)

select
    cells.level,
    cells.origin,
    fits.model,
    cells.repeat_count,
    cells.recency_days,
    cells.age_days,
    cells.horizon_days
from cells
inner join fits on fits.level = cells.level and fits.origin = cells.origin
order by
    cells.level asc nulls last,
    cells.origin asc nulls last,
    cells.repeat_count asc nulls last,
    cells.age_days asc nulls last,
    cells.recency_days asc nulls last

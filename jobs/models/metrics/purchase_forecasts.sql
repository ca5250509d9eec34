-- Is an account with such a history still alive, and how often will it buy?
-- One row for each history that occurs, and not for each account: join by level, repeat_count, recency_days and age_days. Past histories are judged by tonight's parameters. In this order equal ages follow each other, which saves most of the arithmetic.
with

histories as (
    select * from metrics.purchase_histories
),

policy as (
    select * from config.value
),

cells as (
    select distinct
        level,
        repeat_count,
        recency_days,
        age_days
    from histories
)

select
    cells.level,
    cells.repeat_count,
    cells.recency_days,
    cells.age_days,
    policy.annual_discount_rate
from cells
cross join policy
order by
    cells.level asc nulls last,
    cells.repeat_count asc nulls last,
    cells.age_days asc nulls last,
    cells.recency_days asc nulls last

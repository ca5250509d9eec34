-- What would the purchase models have said at each origin?
-- Fitted to what was known then, and to nothing later. Accounts with equal histories are one cell; the order is part of the input.
with

cells as (
    select * from metrics.backtest_cells
)

select
    level,
    origin,
    repeat_count,
    recency_days,
    age_days,
    cast(sum(customer_count) as bigint) as customer_count
from cells
group by level, origin, repeat_count, recency_days, age_days
order by
    level asc nulls last,
    origin asc nulls last,
    repeat_count asc nulls last,
    recency_days asc nulls last,
    age_days asc nulls last

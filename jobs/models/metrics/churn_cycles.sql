-- How long was the cycle between purchases, by what was known at each origin of the backtests?
-- Tonight's is cycle_parameters. Accounts with equal statistics are one cell; the order is part of the input.
with

histories as (
    select * from metrics.churn_histories
),

origins as (
    select * from metrics.churn_origins where origin_number > 0
)

select
    origins.level,
    origins.origin,
    histories.repeat_count as gap_count,
    histories.sum_log_gap,
    histories.sum_squared_log_gap,
    count(*) as customer_count
from origins
inner join histories on histories.level = origins.level and histories.looked_on = origins.origin_on
group by origins.level, origins.origin, histories.repeat_count, histories.sum_log_gap, histories.sum_squared_log_gap
order by
    origins.level asc nulls last,
    origins.origin asc nulls last,
    histories.repeat_count asc nulls last,
    histories.sum_log_gap asc nulls last,
    histories.sum_squared_log_gap asc nulls last

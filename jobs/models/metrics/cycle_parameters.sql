-- How long is the cycle between purchases in this market, and how much do accounts and single gaps differ from it?
-- Accounts with equal statistics are one cell; the order is part of the input, so that the sums come out the same.
with

statistics as (
    select * from metrics.gap_statistics
)

select
    level,
    gap_count,
    sum_log_gap,
    sum_squared_log_gap,
    count(*) as customer_count
from statistics
group by level, gap_count, sum_log_gap, sum_squared_log_gap
order by
    level asc nulls last,
    gap_count asc nulls last,
    sum_log_gap asc nulls last,
    sum_squared_log_gap asc nulls last

-- How do amounts differ between occasions and between accounts?
-- Accounts with equal statistics are one cell; the order is part of the input, so that the sums come out the same.
with

statistics as (
    select * from metrics.spend_statistics
),

strata as (
    select * from metrics.spend_strata
)

select
    strata.level,
    strata.stratum,
    statistics.repeat_count,
    statistics.mean_repeat_amount,
    statistics.sum_log_amount,
    statistics.sum_squared_log_amount,
    count(*) as customer_count
from strata
inner join statistics
    on statistics.level = strata.level
    and statistics.repeat_count >= strata.from_count
    and (strata.to_count is null or statistics.repeat_count <= strata.to_count)
group by
    strata.level,
    strata.stratum,
    statistics.repeat_count,
    statistics.mean_repeat_amount,
    statistics.sum_log_amount,
    statistics.sum_squared_log_amount
order by
    strata.level asc nulls last,
    strata.stratum asc nulls last,
    statistics.repeat_count asc nulls last,
    statistics.mean_repeat_amount asc nulls last,
    statistics.sum_log_amount asc nulls last,
    statistics.sum_squared_log_amount asc nulls last

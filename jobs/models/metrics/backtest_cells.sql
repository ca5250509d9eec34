-- How many accounts had the same history at an origin, and bought equally often after it?
with

histories as (
    select * from metrics.backtest_histories
)

select
    level,
    origin,
    repeat_count,
    recency_days,
    age_days,
    purchase_count,
    count(*) as customer_count
from histories
group by level, origin, repeat_count, recency_days, age_days, purchase_count

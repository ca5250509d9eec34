-- At which rates do accounts buy, how do these differ, and how soon do accounts drop out?
-- Accounts with equal histories are one cell; the order is part of the input, so that the sums come out the same.
with

histories as (
    select * from metrics.purchase_histories
)

select
    level,
    repeat_count,
    recency_days,
    age_days,
    count(*) as customer_count
from histories
where months_ago = 0
group by level, repeat_count, recency_days, age_days
order by
    level asc nulls last,
    repeat_count asc nulls last,
    recency_days asc nulls last,
    age_days asc nulls last

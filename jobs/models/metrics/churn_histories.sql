-- What had an account bought by each day at which it is looked at, and did it stay silent within the horizon after it?
-- Who had not bought by then is not there. Logs of gaps are of days, of gaps that were complete by then.
with

occasions as (
    select * from metrics.account_occasions
),

days as (
    select distinct level, looked_on, horizon_days
    from metrics.churn_looks
),

this_night as (
    select * from run.current
),

known as (
    select
        days.level,
        days.looked_on,
        days.horizon_days,
        occasions.account_id,
        min(occasions.ordered_on) as first_ordered_on,
        max(occasions.ordered_on) filter (where occasions.ordered_on <= days.looked_on) as last_ordered_on,
        count(*) filter (where occasions.ordered_on <= days.looked_on) as occasion_count,
        count(*) filter (where occasions.ordered_on > days.looked_on) as later_count,
        cast(sum(fixed_small(ln(cast(occasions.gap_days as double)))) filter (where occasions.ordered_on <= days.looked_on) as double)
            as sum_log_gap,
        cast(sum(fixed_small(power(ln(cast(occasions.gap_days as double)), 2))) filter (where occasions.ordered_on <= days.looked_on) as double)
            as sum_squared_log_gap
    from days
    inner join occasions
        on occasions.level = days.level
        and occasions.ordered_on <= days.looked_on + days.horizon_days
    group by days.level, days.looked_on, days.horizon_days, occasions.account_id
    having min(occasions.ordered_on) <= days.looked_on
)

select
    known.level,
    known.looked_on,
    known.account_id,
    known.occasion_count - 1 as repeat_count,
    days_between(known.first_ordered_on, known.last_ordered_on) as recency_days,
    days_between(known.first_ordered_on, known.looked_on) as age_days,
    coalesce(known.sum_log_gap, 0e0) as sum_log_gap,
    coalesce(known.sum_squared_log_gap, 0e0) as sum_squared_log_gap,
    case
        when known.looked_on + known.horizon_days <= this_night.as_of and known.later_count = 0 then true
        when known.looked_on + known.horizon_days <= this_night.as_of then false
    end as is_silent
from known
cross join this_night

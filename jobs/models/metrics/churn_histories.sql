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

-- What was known from each occasion on, until the next one.
stretches as (
    select
        level,
        account_id,
        ordered_on,
        min(ordered_on) over so_far as first_ordered_on,
        count(*) over so_far as occasion_count,
        sum(fixed_small(ln(cast(gap_days as double)))) over so_far as sum_log_gap,
        sum(fixed_small(power(ln(cast(gap_days as double)), 2))) over so_far as sum_squared_log_gap,
        lead(ordered_on) over (partition by level, account_id order by ordered_on asc nulls last) as next_ordered_on
    from occasions
    window so_far as (
        partition by level, account_id
        order by ordered_on asc nulls last
        rows between unbounded preceding and current row
    )
),

bounded as (
    select
        stretches.*,
        coalesce(next_ordered_on, date '9999-12-31') as known_before_on
    from stretches
),

known as (
    select
        days.level,
        days.looked_on,
        days.horizon_days,
        bounded.account_id,
        bounded.first_ordered_on,
        bounded.ordered_on as last_ordered_on,
        bounded.occasion_count,
        bounded.next_ordered_on,
        cast(bounded.sum_log_gap as double) as sum_log_gap,
        cast(bounded.sum_squared_log_gap as double) as sum_squared_log_gap
    from days
    inner join bounded
        on bounded.level = days.level
        and days.looked_on >= bounded.ordered_on
        and days.looked_on < bounded.known_before_on
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
        when known.looked_on + known.horizon_days <= this_night.as_of
            then coalesce(known.next_ordered_on > known.looked_on + known.horizon_days, true)
    end as is_silent
from known
cross join this_night

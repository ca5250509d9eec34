-- On which days is the pyramid looked at, and which window does each look see?
-- The same day of each earlier month; at a month end, month ends. Windows are open at the start and closed at the end.
with

this_night as (
    select * from run.current
),

policy as (
    select * from config.pyramid
),

month_numbers as (
    select
        numbers.n as months_ago,
        policy.window_months,
        policy.history_months,
        this_night.as_of = last_day(this_night.as_of) as is_month_end,
        months_before(this_night.as_of, numbers.n) as same_day_on
    from int_series(0, 600) as numbers
    cross join policy
    cross join this_night
    where numbers.n <= policy.history_months + policy.window_months
),

days as (
    select
        months_ago,
        window_months,
        history_months,
        case when is_month_end then last_day(same_day_on) else same_day_on end as snapshot_on
    from month_numbers
)

select
    days.months_ago,
    days.snapshot_on,
    befores.snapshot_on as month_opens_after,
    case when days.months_ago <= days.history_months then windows.snapshot_on end as window_opens_after,
    days.months_ago <= days.history_months as is_ranked
from days
inner join days as befores on befores.months_ago = days.months_ago + 1
left join days as windows on windows.months_ago = days.months_ago + days.window_months

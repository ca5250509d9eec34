-- From which day to which day does each month reach, counted back from the business date?
-- Months end on the business date's day; on the last day of a month, on last days.
with

this_night as (
    select * from run.current
),

policy as (
    select * from config.windows
),

ends as (
    select
        numbers.n as months_ago,
        case
            when this_night.as_of = last_day(this_night.as_of) then last_day(months_before(this_night.as_of, numbers.n))
            else months_before(this_night.as_of, numbers.n)
        end as to_on
    from int_series(0, 1200) as numbers
    cross join this_night
    cross join policy
    where numbers.n <= policy.counted_months
)

select
    months.months_ago,
    earlier.to_on + 1 as from_on,
    months.to_on
from ends as months
inner join ends as earlier on earlier.months_ago = months.months_ago + 1

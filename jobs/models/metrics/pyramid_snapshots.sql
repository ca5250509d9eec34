-- On which days is the pyramid looked at, and from which day on does each look see?
-- The same day of each earlier month; at a month end, month ends. A window has both ends inside.
with

months as (
    select * from metrics.trailing_months
),

policy as (
    select * from config.pyramid
)

select
    months.months_ago,
    months.to_on as snapshot_on,
    oldest.from_on as window_starts_on
from months
cross join policy
inner join months as oldest on oldest.months_ago = months.months_ago + policy.window_months - 1
where months.months_ago <= policy.history_months

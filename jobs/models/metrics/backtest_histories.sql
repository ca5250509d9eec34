-- What was known of an account at each origin, and how often did it buy within the horizon after it?
-- Only who had bought by the origin; a purchase of the origin's own day is known, one of the last day of the horizon counts.
with

occasions as (
    select * from metrics.account_occasions
),

origins as (
    select * from metrics.backtest_origins
)

select
    origins.level,
    origins.origin,
    occasions.account_id,
    count(*) filter (where occasions.ordered_on <= origins.origin_on) - 1 as repeat_count,
    days_between(
        min(occasions.ordered_on),
        max(occasions.ordered_on) filter (where occasions.ordered_on <= origins.origin_on)
    ) as recency_days,
    days_between(min(occasions.ordered_on), origins.origin_on) as age_days,
    count(*) filter (where occasions.ordered_on > origins.origin_on) as purchase_count
from origins
inner join occasions on occasions.level = origins.level and occasions.ordered_on <= origins.ends_on
group by origins.level, origins.origin, origins.origin_on, occasions.account_id
having min(occasions.ordered_on) <= origins.origin_on

-- What was each account worth in the window that each snapshot saw?
-- Accounts without any entry in a window are not here: they are worth nothing then.
with

months as (
    select * from metrics.account_months
),

snapshots as (
    select * from metrics.pyramid_snapshots
),

policy as (
    select * from config.pyramid
)

select
    months.level,
    months.account_id,
    snapshots.months_ago,
    cast(sum(months.revenue_amount) as decimal(18, 4)) as revenue_amount,
    cast(sum(months.gross_amount) as decimal(18, 4)) as gross_amount,
    cast(sum(months.occasion_count) as bigint) as occasion_count,
    max(months.last_ordered_on) as last_ordered_on
from months
cross join policy
inner join snapshots
    on months.months_ago >= snapshots.months_ago
    and months.months_ago < snapshots.months_ago + policy.window_months
group by months.level, months.account_id, snapshots.months_ago

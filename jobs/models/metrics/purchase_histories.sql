-- How often had an account bought again by each monthly snapshot, when last, and since when?
-- Counted up from months; an account that had not bought by then has no row.
with

months as (
    select * from metrics.account_months
),

snapshots as (
    select * from metrics.pyramid_snapshots
),

activity as (
    select * from metrics.account_activity
),

purchase_months as (
    select
        level,
        account_id,
        months_ago,
        last_ordered_on,
        sum(occasion_count) over until_then as occasion_count,
        lead(months_ago) over until_then as next_months_ago
    from months
    where occasion_count > 0
    window until_then as (
        partition by level, account_id
        order by months_ago desc nulls last
        rows between unbounded preceding and current row
    )
)

select
    purchase_months.level,
    purchase_months.account_id,
    snapshots.months_ago,
    snapshots.snapshot_on,
    cast(purchase_months.occasion_count - 1 as bigint) as repeat_count,
    days_between(activity.first_ordered_on, purchase_months.last_ordered_on) as recency_days,
    days_between(activity.first_ordered_on, snapshots.snapshot_on) as age_days
from purchase_months
inner join activity
    on activity.level = purchase_months.level
    and activity.account_id = purchase_months.account_id
inner join snapshots
    on snapshots.months_ago <= purchase_months.months_ago
    and snapshots.months_ago > coalesce(purchase_months.next_months_ago, -1)

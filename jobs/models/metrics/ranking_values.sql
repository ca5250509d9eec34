-- By what does each scheme rank an account, at each look since its first purchase?
-- Without an amount the account has no rank then, and the reason is told. Ties go by gross revenue, last purchase, occasions and number.
with

accounts as (
    select level, account_id, first_ordered_on
    from metrics.account_activity
    where first_ordered_on is not null
),

snapshots as (
    select * from metrics.pyramid_snapshots
),

net_values as (
    select * from metrics.pyramid_values
),

looks as (
    select
        accounts.level,
        accounts.account_id,
        snapshots.months_ago,
        snapshots.snapshot_on,
        coalesce(net_values.revenue_amount, cast(0 as decimal(18, 4))) as revenue_amount,
        coalesce(net_values.gross_amount, cast(0 as decimal(18, 4))) as gross_amount,
        coalesce(net_values.occasion_count, 0) as occasion_count,
        net_values.last_ordered_on
    from accounts
    inner join snapshots on snapshots.snapshot_on >= accounts.first_ordered_on
    left join net_values
        on net_values.level = accounts.level
        and net_values.account_id = accounts.account_id
        and net_values.months_ago = snapshots.months_ago
)

select
    'CURRY' as scheme,
    level,
    account_id,
    months_ago,
    snapshot_on,
    case when occasion_count > 0 then revenue_amount end as ranking_amount,
    case when occasion_count = 0 then 'NO_PURCHASE_IN_WINDOW' end as ranking_abstain_reason,
    case when occasion_count > 0 and revenue_amount <= 0 then 'NEGATIVE_VALUE' end as floor_reason,
    revenue_amount,
    gross_amount,
    last_ordered_on,
    occasion_count
from looks

-- What did each account bring in each month before the business date?
-- Months end on the snapshots' days, not on calendar months. Returns count in the month of the return and are no occasion.
with

snapshots as (
    select * from metrics.pyramid_snapshots
),

order_lines as (
    select * from staged.order_lines
),

accounts as (
    select * from staged.accounts
),

occasions as (
    select * from metrics.repurchase_occasions
),

line_days as (
    select
        customer_id,
        ordered_on,
        sum(revenue_amount) as net_amount,
        sum(case when is_purchase then revenue_amount else cast(0 as decimal(18,4)) end) as gross_amount
    from order_lines
    group by customer_id, ordered_on
),

amounts as (
    select
        accounts.level,
        accounts.account_id as customer_id,
        snapshots.months_ago,
        cast(sum(line_days.net_amount) as decimal(18,4)) as net_amount,
        cast(sum(line_days.gross_amount) as decimal(18,4)) as gross_amount
    from line_days
    inner join snapshots
        on line_days.ordered_on > snapshots.month_opens_after
        and line_days.ordered_on <= snapshots.snapshot_on
    inner join accounts on accounts.customer_id = line_days.customer_id
    group by accounts.level, accounts.account_id, snapshots.months_ago
),

purchases as (
    select
        occasions.level,
        occasions.customer_id,
        snapshots.months_ago,
        count(*) as occasion_count,
        max(occasions.ordered_on) as last_ordered_on
    from occasions
    inner join snapshots
        on occasions.ordered_on > snapshots.month_opens_after
        and occasions.ordered_on <= snapshots.snapshot_on
    group by occasions.level, occasions.customer_id, snapshots.months_ago
)

select
    amounts.level,
    amounts.customer_id,
    amounts.months_ago,
    amounts.net_amount,
    amounts.gross_amount,
    coalesce(purchases.occasion_count, 0) as occasion_count,
    purchases.last_ordered_on
from amounts
left join purchases
    on purchases.level = amounts.level
    and purchases.customer_id = amounts.customer_id
    and purchases.months_ago = amounts.months_ago

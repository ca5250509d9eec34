-- Who moved from which tier to which, and how much revenue moved with them?
-- NEW had not bought before the period; every cell is here, also those that nobody entered, so that smoothed shares sum to 1.
with

history as (
    select * from metrics.tier_history
),

periods as (
    select * from config.tier_migration_periods
),

snapshots as (
    select * from metrics.pyramid_snapshots
),

ladder as (
    select * from metrics.tier_ladder
),

first_purchases as (
    select min(ordered_on) as first_ordered_on from staged.purchase_occasions
),

levels as (
    select distinct level from staged.accounts
),

moves as (
    select
        ends.scheme,
        ends.level,
        periods.period_months,
        ends.raw_tier_order,
        ends.stable_tier_order,
        coalesce(starts.raw_tier_order, cast(0 as integer)) as raw_from_order,
        coalesce(starts.stable_tier_order, cast(0 as integer)) as stable_from_order,
        coalesce(starts.revenue_amount, cast(0 as decimal(18,4))) as from_amount,
        ends.revenue_amount as to_amount
    from history as ends
    cross join periods
    left join history as starts
        on starts.scheme = ends.scheme
        and starts.level = ends.level
        and starts.account_id = ends.account_id
        and starts.months_ago = periods.period_months
    where ends.months_ago = 0
),

both_kinds as (
    select scheme, level, period_months, 'raw' as tier_kind, raw_from_order as from_order, raw_tier_order as to_order, from_amount, to_amount from moves
    union all
    select scheme, level, period_months, 'stable' as tier_kind, stable_from_order as from_order, stable_tier_order as to_order, from_amount, to_amount from moves
),

counts as (
    select
        scheme,
        level,
        period_months,
        tier_kind,
        from_order,
        to_order,
        count(*) as customer_count,
        cast(sum(from_amount) as decimal(18,4)) as from_amount,
        cast(sum(to_amount) as decimal(18,4)) as to_amount
    from both_kinds
    group by scheme, level, period_months, tier_kind, from_order, to_order
),

ends_of_moves as (
    select scheme, tier, tier_order from ladder where is_ranked or tier in ('INACTIVE', 'UNRATED')
),

starts_of_moves as (
    select scheme, tier, tier_order from ends_of_moves
    union all
    select distinct scheme, 'NEW' as tier, cast(0 as integer) as tier_order from ladder
),

kinds as (
    select tier_kind from (values ('raw'), ('stable')) as kinds (tier_kind)
),

cells as (
    select
        starts_of_moves.scheme,
        levels.level,
        periods.period_months,
        kinds.tier_kind,
        starts_of_moves.tier as from_tier,
        ends_of_moves.tier as to_tier,
        snapshots.snapshot_on as from_on,
        first_purchases.first_ordered_on <= snapshots.window_starts_on as is_from_window_recorded,
        coalesce(counts.customer_count, 0) as customer_count,
        coalesce(counts.from_amount, cast(0 as decimal(18,4))) as from_amount,
        coalesce(counts.to_amount, cast(0 as decimal(18,4))) as to_amount
    from starts_of_moves
    inner join ends_of_moves on ends_of_moves.scheme = starts_of_moves.scheme
    cross join levels
    cross join kinds
    cross join periods
    cross join first_purchases
    inner join snapshots on snapshots.months_ago = periods.period_months
    left join counts
        on counts.scheme = starts_of_moves.scheme
        and counts.level = levels.level
        and counts.period_months = periods.period_months
        and counts.tier_kind = kinds.tier_kind
        and counts.from_order = starts_of_moves.tier_order
        and counts.to_order = ends_of_moves.tier_order
),

shares as (
    select
        cells.*,
        cast(sum(customer_count) over from_row as bigint) as from_customer_count,
        safe_div(customer_count, sum(customer_count) over from_row) as row_share,
        safe_div(customer_count + 0.5e0, cast(sum(customer_count) over from_row as double) + 0.5e0 * count(*) over from_row)
            as smoothed_row_share,
        case
            when sum(from_amount) over from_row > 0 then safe_div(from_amount, sum(from_amount) over from_row)
        end as row_value_share
    from cells
    window from_row as (partition by scheme, level, period_months, tier_kind, from_tier)
)

select
    scheme,
    level,
    tier_kind,
    cast(period_months as bigint) as period_months,
    from_tier,
    to_tier,
    from_on,
    is_from_window_recorded,
    customer_count,
    from_customer_count,
    row_share,
    wilson_low(customer_count, from_customer_count) as row_share_low,
    wilson_high(customer_count, from_customer_count) as row_share_high,
    smoothed_row_share,
    from_amount,
    to_amount,
    cast(to_amount - from_amount as decimal(18,4)) as change_amount,
    row_value_share
from shares

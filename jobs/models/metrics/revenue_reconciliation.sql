-- Does the revenue that was accepted at the door arrive, to the last digit, in the value of the accounts?
-- Landing is added up here without matching customers: what differs belongs to customers that no system knows.
with

landing_lines as (
    select * from landing.order_lines
),

order_versions as (
    select * from staged.order_versions
),

order_lines as (
    select * from staged.order_lines
),

entries as (
    select * from metrics.value_entries
),

account_windows as (
    select * from metrics.account_windows
),

pyramid_tiers as (
    select * from metrics.pyramid_tiers
),

windows as (
    select * from metrics.value_windows
),

night as (
    select *, day_end(as_of, business_time_zone) as ends_at from run.current
),

line_versions as (
    select
        landing_lines.source_system,
        landing_lines.order_id,
        landing_lines.net_amount,
        row_number() over (
            partition by landing_lines.source_system, landing_lines.order_line_id
            order by
                case
                    when landing_lines.changed_at < night.ends_at then landing_lines.changed_at
                end desc nulls last,
                landing_lines.changed_at asc nulls first
        ) as version_rank
    from landing_lines
    cross join night
),

accepted as (
    select
        order_versions.ordered_on,
        sum(cast(cast(line_versions.net_amount as decimal(18, 4)) * order_versions.fx_to_reporting as decimal(18, 4)))
            as revenue_amount
    from line_versions
    inner join order_versions
        on order_versions.source_system = line_versions.source_system
        and order_versions.source_order_id = line_versions.order_id
    where line_versions.version_rank = 1
        and order_versions.status in ('confirmed', 'done')
    group by order_versions.ordered_on
),

staged_days as (
    select ordered_on, sum(revenue_amount) as revenue_amount
    from order_lines
    group by ordered_on
),

entry_days as (
    select booked_on, entry_kind = 'return_without_order' as is_return_without_order, sum(revenue_amount) as revenue_amount
    from entries
    group by booked_on, entry_kind = 'return_without_order'
),

totals as (
    select
        windows.window_name,
        'landing.order_lines' as relation,
        sum(accepted.revenue_amount) as revenue_amount
    from windows
    left join accepted
        on accepted.ordered_on between windows.from_on and windows.to_on
    group by windows.window_name
    union all
    select
        windows.window_name,
        'staged.order_lines' as relation,
        sum(staged_days.revenue_amount) as revenue_amount
    from windows
    left join staged_days
        on staged_days.ordered_on between windows.from_on and windows.to_on
    group by windows.window_name
    union all
    select
        windows.window_name,
        'metrics.value_entries' as relation,
        sum(entry_days.revenue_amount) as revenue_amount
    from windows
    left join entry_days
        on entry_days.booked_on between windows.from_on and windows.to_on
        and not entry_days.is_return_without_order
    group by windows.window_name
),

returns_without_order as (
    select
        windows.window_name,
        coalesce(sum(entry_days.revenue_amount), 0) as revenue_amount
    from windows
    left join entry_days
        on entry_days.booked_on between windows.from_on and windows.to_on
        and entry_days.is_return_without_order
    group by windows.window_name
),

account_totals as (
    select
        account_windows.window_name,
        'metrics.account_windows, ' || account_windows.level as relation,
        sum(account_windows.revenue_amount) as revenue_amount
    from account_windows
    group by account_windows.window_name, account_windows.level
    union all
    select
        'pyramid' as window_name,
        'metrics.pyramid_tiers, ' || scheme || ', ' || level as relation,
        sum(revenue_amount) as revenue_amount
    from pyramid_tiers
    group by scheme, level
),

all_totals as (
    select
        window_name,
        relation,
        coalesce(revenue_amount, 0) as revenue_amount
    from totals
    union all
    select
        account_totals.window_name,
        account_totals.relation,
        account_totals.revenue_amount - returns_without_order.revenue_amount as revenue_amount
    from account_totals
    inner join returns_without_order
        on returns_without_order.window_name = account_totals.window_name
),

expected as (
    select
        window_name,
        max(revenue_amount) filter (where relation = 'landing.order_lines') as landing_amount,
        max(revenue_amount) filter (where relation = 'staged.order_lines') as staged_amount
    from all_totals
    group by window_name
)

select
    all_totals.window_name,
    all_totals.relation,
    cast(all_totals.revenue_amount as decimal(18, 4)) as revenue_amount,
    cast(
        case
            when all_totals.relation in ('landing.order_lines', 'staged.order_lines') then expected.landing_amount
            else expected.staged_amount
        end as decimal(18, 4)
    ) as expected_amount,
    case
        when all_totals.relation in ('landing.order_lines', 'staged.order_lines')
            then
                case
                    when all_totals.revenue_amount = expected.landing_amount then 'pass'
                    else 'warn'
                end
        when all_totals.revenue_amount = expected.staged_amount then 'pass'
        else 'stop'
    end as verdict
from all_totals
inner join expected
    on expected.window_name = all_totals.window_name

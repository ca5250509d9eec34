-- What was each account worth in the window that each snapshot saw?
-- Accounts without any entry in a window are not here: they are worth nothing then. Contribution needs the cost of every line, as in metrics.account_windows.
with

months as (
    select * from metrics.account_months
),

snapshots as (
    select * from metrics.pyramid_snapshots
),

sources as (
    select * from metrics.cost_sources
),

policy as (
    select * from config.pyramid
),

sums as (
    select
        months.level,
        months.account_id,
        snapshots.months_ago,
        cast(sum(months.revenue_amount) as decimal(18, 4)) as revenue_amount,
        cast(sum(months.gross_amount) as decimal(18, 4)) as gross_amount,
        cast(sum(months.revenue_amount - months.cost_amount - months.rebate_amount - months.service_cost_amount) as decimal(18, 4))
            as contribution_amount,
        sum(months.costed_line_count) < sum(months.cost_bearing_line_count) as is_cost_incomplete,
        cast(sum(months.occasion_count) as bigint) as occasion_count,
        max(months.last_ordered_on) as last_ordered_on
    from months
    cross join policy
    inner join snapshots
        on months.months_ago >= snapshots.months_ago
        and months.months_ago < snapshots.months_ago + policy.window_months
    group by months.level, months.account_id, snapshots.months_ago
),

reasons as (
    select
        sums.*,
        case
            when not sources.has_costs then 'SOURCE_MISSING'
            when sums.is_cost_incomplete then 'COST_INCOMPLETE'
            when not sources.has_rebates or not sources.has_service_costs then 'SOURCE_MISSING'
        end as contribution_abstain_reason
    from sums
    cross join sources
)

select
    level,
    account_id,
    months_ago,
    revenue_amount,
    gross_amount,
    case when contribution_abstain_reason is null then contribution_amount end as contribution_margin_amount,
    contribution_abstain_reason,
    occasion_count,
    last_ordered_on
from reasons

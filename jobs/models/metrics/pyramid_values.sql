-- What was each account worth in the window that each snapshot saw?
-- Accounts without any entry in a window are not here: they are worth nothing then. A margin needs the cost of every line, as in metrics.account_windows.
with

months as (
    select * from metrics.account_months
),

snapshots as (
    select * from metrics.pyramid_snapshots
),

basis as (
    select * from metrics.margin_basis
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
        cast(sum(
            months.revenue_amount - months.cost_amount
                - case when basis.margin_basis = 'CONTRIBUTION' then months.rebate_amount + months.service_cost_amount else 0 end
        ) as decimal(18, 4)) as margin_amount,
        sum(months.costed_line_count) < sum(months.cost_bearing_line_count) as is_cost_incomplete,
        cast(sum(months.occasion_count) as bigint) as occasion_count,
        max(months.last_ordered_on) as last_ordered_on
    from months
    cross join policy
    cross join basis
    inner join snapshots
        on months.months_ago >= snapshots.months_ago
        and months.months_ago < snapshots.months_ago + policy.window_months
    group by months.level, months.account_id, snapshots.months_ago
),

reasons as (
    select
        sums.*,
        case
            when basis.margin_basis is null then basis.margin_basis_abstain_reason
            when sums.is_cost_incomplete then 'COST_INCOMPLETE'
        end as margin_abstain_reason
    from sums
    cross join basis
)

select
    level,
    account_id,
    months_ago,
    revenue_amount,
    gross_amount,
    case when margin_abstain_reason is null then margin_amount end as basis_margin_amount,
    margin_abstain_reason,
    occasion_count,
    last_ordered_on
from reasons

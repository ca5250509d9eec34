-- What was an account worth in each trailing window, before and after what it cost?
-- A margin needs the cost of every goods and service line; one missing cost makes it unknown, not smaller. The margin on which values rest is known where the gross margin is.
with

accounts as (
    select distinct level, account_id from staged.accounts
),

months as (
    select * from metrics.account_months
),

windows as (
    select * from metrics.value_windows
),

sources as (
    select * from metrics.cost_sources
),

basis as (
    select * from metrics.margin_basis
),

amounts as (
    select
        months.level,
        months.account_id,
        windows.window_name,
        cast(sum(months.revenue_amount) as decimal(18, 4)) as revenue_amount,
        cast(sum(months.gross_amount) as decimal(18, 4)) as gross_amount,
        cast(sum(months.return_amount) as decimal(18, 4)) as return_amount,
        cast(sum(months.cost_amount) as decimal(18, 4)) as cost_amount,
        cast(sum(months.cost_bearing_line_count) as bigint) as cost_bearing_line_count,
        cast(sum(months.costed_line_count) as bigint) as costed_line_count,
        cast(sum(months.rebate_amount) as decimal(18, 4)) as rebate_amount,
        cast(sum(months.service_cost_amount) as decimal(18, 4)) as service_cost_amount,
        cast(sum(months.order_count) as bigint) as order_count,
        cast(sum(months.occasion_count) as bigint) as occasion_count
    from months
    inner join windows
        on months.months_ago between windows.newest_months_ago and windows.oldest_months_ago
    group by months.level, months.account_id, windows.window_name
),

filled as (
    select
        accounts.level,
        accounts.account_id,
        windows.window_name,
        coalesce(amounts.revenue_amount, 0) as revenue_amount,
        coalesce(amounts.gross_amount, 0) as gross_amount,
        coalesce(amounts.return_amount, 0) as return_amount,
        coalesce(amounts.cost_amount, 0) as cost_amount,
        coalesce(amounts.cost_bearing_line_count, 0) as cost_bearing_line_count,
        coalesce(amounts.costed_line_count, 0) as costed_line_count,
        case when sources.has_rebates then coalesce(amounts.rebate_amount, 0) end as rebate_amount,
        case when sources.has_service_costs then coalesce(amounts.service_cost_amount, 0) end as service_cost_amount,
        case when basis.margin_basis = 'CONTRIBUTION' then coalesce(amounts.rebate_amount + amounts.service_cost_amount, 0) else 0 end
            as basis_deduction_amount,
        coalesce(amounts.order_count, 0) as order_count,
        coalesce(amounts.occasion_count, 0) as occasion_count,
        case
            when not sources.has_costs then 'SOURCE_MISSING'
            when amounts.costed_line_count < amounts.cost_bearing_line_count then 'COST_INCOMPLETE'
        end as gross_margin_abstain_reason
    from accounts
    cross join windows
    left join amounts
        on amounts.level = accounts.level
        and amounts.account_id = accounts.account_id
        and amounts.window_name = windows.window_name
    cross join sources
    cross join basis
),

reasons as (
    select
        filled.*,
        case
            when gross_margin_abstain_reason is not null then gross_margin_abstain_reason
            when rebate_amount is null or service_cost_amount is null then 'SOURCE_MISSING'
        end as contribution_abstain_reason
    from filled
)

select
    level,
    account_id,
    window_name,
    revenue_amount,
    gross_amount,
    return_amount,
    cost_bearing_line_count,
    costed_line_count,
    rebate_amount,
    service_cost_amount,
    order_count,
    occasion_count,
    case
        when gross_margin_abstain_reason is null then cast(revenue_amount - cost_amount as decimal(18, 4))
    end as gross_margin_amount,
    gross_margin_abstain_reason,
    case
        when contribution_abstain_reason is null
            then cast(revenue_amount - cost_amount - rebate_amount - service_cost_amount as decimal(18, 4))
    end as contribution_margin_amount,
    contribution_abstain_reason,
    case
        when gross_margin_abstain_reason is null then cast(revenue_amount - cost_amount - basis_deduction_amount as decimal(18, 4))
    end as basis_margin_amount
from reasons

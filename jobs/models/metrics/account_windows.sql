-- What was an account worth in each trailing window, before and after what it cost?
-- A margin needs the cost of every goods and service line; one missing cost makes it unknown, not smaller.
with

accounts as (
    select * from staged.accounts
),

occasions as (
    select * from staged.purchase_occasions
),

entries as (
    select * from metrics.value_entries
),

windows as (
    select * from metrics.value_windows
),

deliveries as (
    select
        coalesce(bool_or(is_delivered) filter (where table_name = 'rebates'), false) as has_rebates,
        coalesce(bool_or(is_delivered) filter (where table_name = 'service_costs'), false) as has_service_costs
    from run.deliveries
),

costs as (
    select coalesce(max(costed_line_count), 0) > 0 as has_costs
    from entries
),

account_windows as (
    select distinct
        accounts.level,
        accounts.account_id,
        windows.window_name
    from accounts
    cross join windows
),

amounts as (
    select
        accounts.level,
        accounts.account_id,
        windows.window_name,
        cast(sum(entries.revenue_amount) as decimal(18, 4)) as revenue_amount,
        cast(sum(case when entries.entry_kind = 'purchase' then entries.revenue_amount else 0 end) as decimal(18, 4))
            as gross_amount,
        cast(
            sum(
                case
                    when entries.entry_kind in ('return', 'return_without_order') then -entries.revenue_amount
                    else 0
                end
            ) as decimal(18, 4)
        ) as return_amount,
        cast(sum(entries.cost_amount) as decimal(18, 4)) as cost_amount,
        cast(sum(entries.cost_bearing_line_count) as bigint) as cost_bearing_line_count,
        cast(sum(entries.costed_line_count) as bigint) as costed_line_count,
        cast(sum(case when entries.entry_kind = 'rebate' then entries.deduction_amount else 0 end) as decimal(18, 4))
            as rebate_amount,
        cast(
            sum(case when entries.entry_kind = 'service_cost' then entries.deduction_amount else 0 end)
            as decimal(18, 4)
        ) as service_cost_amount
    from entries
    inner join accounts
        on accounts.customer_id = entries.customer_id
    inner join windows
        on entries.booked_on between windows.from_on and windows.to_on
    group by accounts.level, accounts.account_id, windows.window_name
),

counts as (
    select
        accounts.level,
        accounts.account_id,
        windows.window_name,
        cast(sum(occasions.order_count) as bigint) as order_count,
        count(distinct occasions.ordered_on) as occasion_count
    from occasions
    inner join accounts
        on accounts.customer_id = occasions.customer_id
    inner join windows
        on occasions.ordered_on between windows.from_on and windows.to_on
    group by accounts.level, accounts.account_id, windows.window_name
),

filled as (
    select
        account_windows.level,
        account_windows.account_id,
        account_windows.window_name,
        coalesce(amounts.revenue_amount, 0) as revenue_amount,
        coalesce(amounts.gross_amount, 0) as gross_amount,
        coalesce(amounts.return_amount, 0) as return_amount,
        coalesce(amounts.cost_amount, 0) as cost_amount,
        coalesce(amounts.cost_bearing_line_count, 0) as cost_bearing_line_count,
        coalesce(amounts.costed_line_count, 0) as costed_line_count,
        case when deliveries.has_rebates then coalesce(amounts.rebate_amount, 0) end as rebate_amount,
        case when deliveries.has_service_costs then coalesce(amounts.service_cost_amount, 0) end as service_cost_amount,
        coalesce(counts.order_count, 0) as order_count,
        coalesce(counts.occasion_count, 0) as occasion_count,
        case
            when not costs.has_costs then 'SOURCE_MISSING'
            when amounts.costed_line_count < amounts.cost_bearing_line_count then 'COST_INCOMPLETE'
        end as gross_margin_abstain_reason
    from account_windows
    left join amounts
        on amounts.level = account_windows.level
        and amounts.account_id = account_windows.account_id
        and amounts.window_name = account_windows.window_name
    left join counts
        on counts.level = account_windows.level
        and counts.account_id = account_windows.account_id
        and counts.window_name = account_windows.window_name
    cross join deliveries
    cross join costs
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
    contribution_abstain_reason
from reasons

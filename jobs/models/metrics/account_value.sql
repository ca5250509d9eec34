-- What is an account worth today, compared with a year before and over three years?
-- One row for each account with every window side by side; growth from nothing is unknown, not infinite.
with

account_windows as (
    select * from metrics.account_windows
),

windows as (
    select
        bool_or(is_recorded) filter (where window_name = 'prior_12m') as is_recorded_prior_12m,
        bool_or(is_recorded) filter (where window_name = '36m') as is_recorded_36m
    from metrics.value_windows
),

wide as (
    select
        level,
        account_id,
        max(revenue_amount) filter (where window_name = '12m') as revenue_amount_12m,
        max(revenue_amount) filter (where window_name = 'prior_12m') as revenue_amount_prior_12m,
        max(revenue_amount) filter (where window_name = '36m') as revenue_amount_36m,
        max(revenue_amount) filter (where window_name = 'total') as revenue_amount_total,
        max(gross_amount) filter (where window_name = '12m') as gross_amount_12m,
        max(return_amount) filter (where window_name = '12m') as return_amount_12m,
        max(cost_bearing_line_count) filter (where window_name = '12m') as cost_bearing_line_count_12m,
        max(costed_line_count) filter (where window_name = '12m') as costed_line_count_12m,
        max(rebate_amount) filter (where window_name = '12m') as rebate_amount_12m,
        max(service_cost_amount) filter (where window_name = '12m') as service_cost_amount_12m,
        max(gross_margin_amount) filter (where window_name = '12m') as gross_margin_amount_12m,
        max(gross_margin_abstain_reason) filter (where window_name = '12m') as gross_margin_abstain_reason_12m,
        max(gross_margin_amount) filter (where window_name = 'prior_12m') as gross_margin_amount_prior_12m,
        max(gross_margin_abstain_reason) filter (where window_name = 'prior_12m')
            as gross_margin_abstain_reason_prior_12m,
        max(gross_margin_amount) filter (where window_name = '36m') as gross_margin_amount_36m,
        max(gross_margin_abstain_reason) filter (where window_name = '36m') as gross_margin_abstain_reason_36m,
        max(contribution_margin_amount) filter (where window_name = '12m') as contribution_margin_amount_12m,
        max(contribution_abstain_reason) filter (where window_name = '12m') as contribution_abstain_reason_12m,
        max(contribution_margin_amount) filter (where window_name = 'prior_12m')
            as contribution_margin_amount_prior_12m,
        max(contribution_abstain_reason) filter (where window_name = 'prior_12m')
            as contribution_abstain_reason_prior_12m,
        max(contribution_margin_amount) filter (where window_name = '36m') as contribution_margin_amount_36m,
        max(contribution_abstain_reason) filter (where window_name = '36m') as contribution_abstain_reason_36m,
        max(basis_margin_amount) filter (where window_name = '12m') as basis_margin_amount_12m,
        max(order_count) filter (where window_name = '12m') as order_count_12m,
        max(occasion_count) filter (where window_name = '12m') as occasion_count_12m,
        max(occasion_count) filter (where window_name = 'prior_12m') as occasion_count_prior_12m,
        max(order_count) filter (where window_name = '36m') as order_count_36m,
        max(occasion_count) filter (where window_name = '36m') as occasion_count_36m
    from account_windows
    group by level, account_id
)

select
    level,
    account_id,
    revenue_amount_12m,
    revenue_amount_prior_12m,
    revenue_amount_36m,
    revenue_amount_total,
    windows.is_recorded_prior_12m,
    windows.is_recorded_36m,
    case
        when windows.is_recorded_prior_12m and revenue_amount_prior_12m > 0
            then safe_div(revenue_amount_12m - revenue_amount_prior_12m, revenue_amount_prior_12m)
    end as revenue_growth_rate_12m,
    case
        when not windows.is_recorded_prior_12m then 'WINDOW_NOT_RECORDED'
        when revenue_amount_prior_12m <= 0 then 'NO_PRIOR_REVENUE'
    end as revenue_growth_abstain_reason_12m,
    gross_amount_12m,
    return_amount_12m,
    safe_div(return_amount_12m, gross_amount_12m) as return_rate_12m,
    case when gross_amount_12m = 0 then 'NO_PURCHASE_IN_WINDOW' end as return_rate_abstain_reason_12m,
    safe_div(costed_line_count_12m, cost_bearing_line_count_12m) as cost_coverage_share_12m,
    gross_margin_amount_12m,
    gross_margin_abstain_reason_12m,
    gross_margin_amount_prior_12m,
    gross_margin_abstain_reason_prior_12m,
    gross_margin_amount_36m,
    gross_margin_abstain_reason_36m,
    rebate_amount_12m,
    case when rebate_amount_12m is null then 'SOURCE_MISSING' end as rebate_abstain_reason_12m,
    service_cost_amount_12m,
    case when service_cost_amount_12m is null then 'SOURCE_MISSING' end as service_cost_abstain_reason_12m,
    contribution_margin_amount_12m,
    contribution_abstain_reason_12m,
    contribution_margin_amount_prior_12m,
    contribution_abstain_reason_prior_12m,
    contribution_margin_amount_36m,
    contribution_abstain_reason_36m,
    basis_margin_amount_12m,
    order_count_12m,
    occasion_count_12m,
    occasion_count_prior_12m,
    order_count_36m,
    occasion_count_36m
from wide
cross join windows

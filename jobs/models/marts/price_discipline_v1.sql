-- Who gives away more than is usual for the same goods, sells below cost or beyond authority, and where do prices slide?
with

sums as (
    select * from metrics.discipline_sums where years_ago = 0
),

prior_sums as (
    select * from metrics.discipline_sums where years_ago = 1
),

errors as (
    select * from metrics.discount_errors
),

erosions as (
    select * from metrics.margin_erosions
),

trends as (
    select * from metrics.discount_trends
),

windows as (
    select is_recorded from metrics.value_windows where window_name = 'prior_12m'
),

deliveries as (
    select coalesce(bool_or(is_delivered) filter (where table_name = 'discount_approvals'), false) as has_approvals
    from run.deliveries
),

policy as (
    select * from config.price_discipline
),

this_night as (
    select as_of from run.current
),

joined as (
    select
        sums.*,
        prior_sums.list_amount as prior_list_amount,
        prior_sums.compared_amount as prior_compared_amount,
        prior_sums.costed_amount as prior_costed_amount,
        prior_sums.cost_amount as prior_cost_amount,
        prior_sums.revenue_amount as prior_revenue_amount,
        errors.cluster_count,
        errors.excess_rate,
        errors.excess_rate_error,
        erosions.compared_product_count,
        erosions.margin_rate_change,
        coalesce(trends.quarter_count, 0) as quarter_count,
        trends.slope,
        trends.slope_low,
        trends.slope_high,
        windows.is_recorded,
        deliveries.has_approvals,
        policy.rule_version,
        policy.war_slope,
        policy.war_min_quarters
    from sums
    cross join windows
    cross join deliveries
    cross join policy
    left join prior_sums
        on prior_sums.scope = sums.scope
        and prior_sums.account_manager_id = sums.account_manager_id
        and prior_sums.category_id = sums.category_id
        and prior_sums.account_id = sums.account_id
    left join errors
        on errors.scope = sums.scope
        and errors.account_manager_id = sums.account_manager_id
        and errors.category_id = sums.category_id
        and errors.account_id = sums.account_id
    left join erosions
        on erosions.scope = sums.scope
        and erosions.account_manager_id = sums.account_manager_id
        and erosions.category_id = sums.category_id
        and erosions.account_id = sums.account_id
    left join trends
        on trends.scope = sums.scope
        and trends.account_manager_id = sums.account_manager_id
        and trends.category_id = sums.category_id
        and trends.account_id = sums.account_id
),

reasons as (
    select
        joined.*,
        case
            when compared_line_count = 0 then 'LIST_PRICE_MISSING'
        end as discount_abstain_reason,
        case
            when compared_line_count = 0 then 'LIST_PRICE_MISSING'
            when excess_rate is null then 'TOO_FEW_OBSERVATIONS'
        end as excess_abstain_reason,
        case
            when compared_line_count = 0 then 'LIST_PRICE_MISSING'
            when excess_rate_error is null then 'TOO_FEW_OBSERVATIONS'
        end as excess_interval_abstain_reason,
        case when costed_line_count = 0 then 'SOURCE_MISSING' end as cost_abstain_reason,
        case
            when costed_line_count = 0 then 'SOURCE_MISSING'
            when not is_recorded then 'WINDOW_NOT_RECORDED'
            when margin_rate_change is null then 'TOO_FEW_OBSERVATIONS'
        end as erosion_abstain_reason,
        case when authority_line_count = 0 then 'AUTHORITY_UNKNOWN' end as authority_abstain_reason,
        case
            when authority_line_count = 0 then 'AUTHORITY_UNKNOWN'
            when not has_approvals then 'SOURCE_MISSING'
        end as approval_abstain_reason,
        case
            when slope is null and quarter_count = 0 then 'LIST_PRICE_MISSING'
            when slope is null then 'TOO_FEW_OBSERVATIONS'
        end as trend_abstain_reason,
        case
            when compared_line_count = 0 then 'LIST_PRICE_MISSING'
            when slope is null or quarter_count < war_min_quarters then 'TOO_FEW_OBSERVATIONS'
            when not is_recorded then 'WINDOW_NOT_RECORDED'
        end as war_abstain_reason
    from joined
)

select
    this_night.as_of,
    reasons.scope,
    reasons.account_manager_id,
    reasons.category_id,
    reasons.account_id as customer_id,
    reasons.customer_count,
    reasons.product_count,
    reasons.line_count,
    money(reasons.revenue_amount) as gross_amount_12m,
    safe_div(reasons.compared_line_count, reasons.line_count) as list_price_share,
    money(reasons.list_amount) as list_amount_12m,
    1 - safe_div(reasons.compared_amount, reasons.list_amount) as discount_rate,
    1 - safe_div(reasons.prior_compared_amount, reasons.prior_list_amount) as prior_discount_rate,
    reasons.discount_abstain_reason,
    safe_div(reasons.expected_discount_amount, reasons.normed_list_amount) as usual_discount_rate,
    reasons.excess_rate as excess_discount_rate,
    reasons.excess_rate - z_90() * reasons.excess_rate_error as excess_discount_rate_low,
    reasons.excess_rate + z_90() * reasons.excess_rate_error as excess_discount_rate_high,
    coalesce(reasons.cluster_count, 0) as excess_n,
    reasons.excess_abstain_reason,
    reasons.excess_interval_abstain_reason,
    case when reasons.excess_abstain_reason is null then money(reasons.below_band_amount) end as left_on_table_amount,
    case when reasons.cost_abstain_reason is null then reasons.costed_line_count end as costed_line_count,
    case when reasons.cost_abstain_reason is null then reasons.below_cost_line_count end as below_cost_line_count,
    safe_div(reasons.below_cost_line_count, reasons.costed_line_count) as below_cost_rate,
    wilson_low(reasons.below_cost_line_count, reasons.costed_line_count) as below_cost_rate_low,
    wilson_high(reasons.below_cost_line_count, reasons.costed_line_count) as below_cost_rate_high,
    case when reasons.cost_abstain_reason is null then money(reasons.below_cost_amount) end as below_cost_amount,
    reasons.cost_abstain_reason,
    1 - safe_div(reasons.cost_amount, reasons.costed_amount) as margin_rate,
    1 - safe_div(reasons.prior_cost_amount, reasons.prior_costed_amount) as prior_margin_rate,
    case when reasons.erosion_abstain_reason is null then reasons.margin_rate_change end as margin_rate_change,
    case when reasons.erosion_abstain_reason is null then reasons.compared_product_count else 0 end as margin_change_n,
    reasons.erosion_abstain_reason,
    reasons.free_line_count,
    money(reasons.free_list_amount) as free_list_amount,
    reasons.authority_line_count,
    case when reasons.authority_abstain_reason is null then reasons.over_authority_line_count end as over_authority_line_count,
    safe_div(reasons.over_authority_line_count, reasons.authority_line_count) as over_authority_rate,
    wilson_low(reasons.over_authority_line_count, reasons.authority_line_count) as over_authority_rate_low,
    wilson_high(reasons.over_authority_line_count, reasons.authority_line_count) as over_authority_rate_high,
    reasons.authority_abstain_reason,
    case when reasons.approval_abstain_reason is null then reasons.unapproved_line_count end as unapproved_line_count,
    case when reasons.approval_abstain_reason is null then money(reasons.unapproved_amount) end as unapproved_amount,
    reasons.approval_abstain_reason,
    reasons.slope as price_trend,
    reasons.slope_low as price_trend_low,
    reasons.slope_high as price_trend_high,
    reasons.quarter_count as price_trend_n,
    reasons.trend_abstain_reason,
    case
        when reasons.war_abstain_reason is null
            then reasons.slope <= -reasons.war_slope
                and reasons.slope_high < 0
                and reasons.revenue_amount <= coalesce(reasons.prior_revenue_amount, 0)
    end as is_price_war,
    reasons.war_abstain_reason,
    reasons.rule_version
from reasons
cross join this_night

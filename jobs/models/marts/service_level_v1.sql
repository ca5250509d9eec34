-- What was promised and delivered, how were complaints settled, was a customer visited as planned, what does it say of us, and what does serving it cost?
with

sums as (
    select * from metrics.service_sums
),

rates as (
    select * from metrics.service_rates
),

gaps as (
    select * from metrics.service_gaps
),

voices as (
    select * from metrics.survey_voices
),

trends as (
    select
        case when level = 'customer' then 'CUSTOMER' else 'PARENT' end as scope,
        account_id,
        satisfaction_trend,
        satisfaction_trend_abstain_reason
    from metrics.account_satisfaction
),

delay_quantiles as (
    select * from metrics.delay_quantiles
),

resolution_quantiles as (
    select * from metrics.resolution_quantiles
),

windows as (
    select is_recorded from metrics.value_windows where window_name = 'prior_12m'
),

policy as (
    select * from config.service_level
),

this_night as (
    select * from run.current
),

quantiles as (
    select
        sums.scope,
        sums.account_id,
        sums.tier,
        delay_quantiles.days_late_p50,
        delay_quantiles.days_late_p90,
        case
            when sums.deliveries_abstain_reason is not null then sums.deliveries_abstain_reason
            when sums.line_count = 0 then 'NOTHING_DUE'
            when sums.line_count < policy.fewest_observations then 'TOO_FEW_OBSERVATIONS'
        end as quantile_abstain_reason,
        resolution_quantiles.resolution_days_p50,
        resolution_quantiles.resolution_days_p90,
        coalesce(resolution_quantiles.complaint_count, 0) as resolution_n,
        case
            when sums.complaints_abstain_reason is not null then sums.complaints_abstain_reason
            when sums.complaint_count < policy.fewest_observations then 'TOO_FEW_OBSERVATIONS'
            when resolution_quantiles.resolution_days_p90 is null then 'WINDOW_OPEN'
        end as resolution_abstain_reason
    from sums
    cross join policy
    left join delay_quantiles
        on delay_quantiles.scope = sums.scope
        and delay_quantiles.account_id = sums.account_id
        and delay_quantiles.tier = sums.tier
    left join resolution_quantiles
        on resolution_quantiles.scope = sums.scope
        and resolution_quantiles.account_id = sums.account_id
        and resolution_quantiles.tier = sums.tier
),

plans as (
    select
        scope,
        account_id,
        tier,
        case
            when activities_abstain_reason is not null then activities_abstain_reason
            when planned_visit_count = 0 then 'NO_PLAN'
        end as visit_plan_abstain_reason
    from sums
),

costs as (
    select
        sums.scope,
        sums.account_id,
        sums.tier,
        case
            when service_cost_amount is null then 'SOURCE_MISSING'
            when revenue_amount <= 0 then 'NO_REVENUE'
        end as cost_to_serve_abstain_reason,
        case
            when service_cost_amount is null then 'SOURCE_MISSING'
            when not windows.is_recorded then 'WINDOW_NOT_RECORDED'
            when revenue_amount <= 0 or prior_revenue_amount <= 0 then 'NO_REVENUE'
        end as creep_abstain_reason
    from sums
    cross join windows
)

select
    this_night.as_of,
    sums.scope,
    sums.account_id as customer_id,
    sums.tier,
    sums.customer_count,
    rates.otif_share,
    rates.otif_share_low,
    rates.otif_share_high,
    rates.otif_n,
    rates.otif_abstain_reason,
    case when rates.otif_share is not null then sums.line_overdue_count end as overdue_line_count,
    case when rates.otif_share is not null then safe_div(sums.days_late_sum, sums.line_count) end as mean_days_late,
    case when quantiles.quantile_abstain_reason is null then quantiles.days_late_p50 end as days_late_p50,
    case when quantiles.quantile_abstain_reason is null then quantiles.days_late_p90 end as days_late_p90,
    quantiles.quantile_abstain_reason as days_late_abstain_reason,
    rates.promise_kept_rate,
    rates.promise_kept_rate_low,
    rates.promise_kept_rate_high,
    rates.promise_kept_n,
    rates.promise_kept_abstain_reason,
    rates.first_year_rate as first_year_promise_kept_rate,
    sums.first_year_order_count,
    rates.tenured_rate as tenured_promise_kept_rate,
    sums.tenured_order_count,
    gaps.promise_kept_change,
    gaps.promise_kept_change_low,
    gaps.promise_kept_change_high,
    sums.tenured_customer_count as promise_kept_change_n,
    gaps.promise_kept_change_abstain_reason,
    case when sums.complaints_abstain_reason is null then sums.complaint_count end as complaint_count_12m,
    case when sums.complaints_abstain_reason is null then sums.quality_incident_count end as quality_incident_count_12m,
    case when sums.complaints_abstain_reason is null then sums.open_complaint_count end as open_complaint_count,
    sums.complaints_abstain_reason as complaint_abstain_reason,
    rates.complaint_rate,
    rates.complaint_rate_low,
    rates.complaint_rate_high,
    sums.complaint_order_count as complaint_rate_n,
    rates.complaint_rate_abstain_reason,
    rates.first_contact_resolution_rate,
    rates.first_contact_resolution_rate_low,
    rates.first_contact_resolution_rate_high,
    rates.first_contact_resolution_n,
    rates.first_contact_resolution_abstain_reason,
    rates.reopened_rate,
    rates.reopened_rate_low,
    rates.reopened_rate_high,
    rates.reopened_n,
    rates.reopened_abstain_reason,
    case when coalesce(quantiles.resolution_abstain_reason, 'WINDOW_OPEN') = 'WINDOW_OPEN' then quantiles.resolution_days_p50 end as resolution_days_p50,
    case when quantiles.resolution_abstain_reason is null then quantiles.resolution_days_p90 end as resolution_days_p90,
    quantiles.resolution_n,
    quantiles.resolution_abstain_reason,
    case when sums.activities_abstain_reason is null then sums.visit_count_12m end as visit_count_12m,
    case when sums.activities_abstain_reason is null then sums.planned_visit_count end as planned_visit_count,
    sums.activities_abstain_reason as visit_abstain_reason,
    case when plans.visit_plan_abstain_reason is null then safe_div(sums.planned_tier_visit_count, sums.planned_visit_count) end as visit_plan_ratio,
    plans.visit_plan_abstain_reason,
    rates.visit_order_rate,
    rates.visit_order_rate_low,
    rates.visit_order_rate_high,
    rates.visit_order_n,
    rates.visit_order_abstain_reason,
    case when rates.visit_order_rate is not null then safe_div(sums.usual_visit_with_order_count, sums.visit_n) end as usual_order_rate,
    case when rates.visit_order_rate is not null then safe_div(sums.occasion_after_visit_count, sums.visit_n) end as orders_per_visit,
    rates.visited_win_rate,
    case when sums.opportunities_abstain_reason is null and sums.activities_abstain_reason is null then sums.visited_deal_n end as visited_deal_n,
    rates.unvisited_win_rate,
    case when sums.opportunities_abstain_reason is null and sums.activities_abstain_reason is null then sums.unvisited_deal_n end as unvisited_deal_n,
    gaps.win_rate_difference,
    gaps.win_rate_difference_low,
    gaps.win_rate_difference_high,
    gaps.win_rate_difference_abstain_reason,
    case when sums.opportunities_abstain_reason is null and sums.activities_abstain_reason is null then money(sums.visited_won_amount) end as visited_won_amount,
    voices.net_promoter_score_low,
    voices.net_promoter_score,
    voices.net_promoter_score_high,
    voices.net_promoter_score_n,
    voices.net_promoter_score_abstain_reason,
    voices.answering_contact_share_low,
    voices.answering_contact_share,
    voices.answering_contact_share_high,
    voices.answering_contact_share_n,
    voices.answering_contact_share_abstain_reason,
    trends.satisfaction_trend,
    case when trends.scope is null then 'ACCOUNT_ONLY' else trends.satisfaction_trend_abstain_reason end as satisfaction_trend_abstain_reason,
    gaps.base_tier,
    gaps.otif_gap,
    gaps.otif_gap_low,
    gaps.otif_gap_high,
    gaps.otif_gap_abstain_reason,
    gaps.complaint_rate_gap,
    gaps.complaint_rate_gap_low,
    gaps.complaint_rate_gap_high,
    gaps.complaint_rate_gap_abstain_reason,
    money(sums.service_cost_amount) as service_cost_amount_12m,
    case when costs.cost_to_serve_abstain_reason is null then safe_div(sums.service_cost_amount, sums.revenue_amount) end as cost_to_serve_ratio,
    costs.cost_to_serve_abstain_reason,
    case when costs.creep_abstain_reason is null then safe_div(sums.prior_service_cost_amount, sums.prior_revenue_amount) end as prior_cost_to_serve_ratio,
    case when costs.creep_abstain_reason is null then safe_div(sums.service_cost_amount, sums.revenue_amount) - safe_div(sums.prior_service_cost_amount, sums.prior_revenue_amount) end as cost_to_serve_creep,
    costs.creep_abstain_reason as cost_to_serve_creep_abstain_reason,
    policy.rule_version,
    this_night.reporting_currency as currency_code
from sums
cross join policy
cross join this_night
inner join rates
    on rates.scope = sums.scope
    and rates.account_id = sums.account_id
    and rates.tier = sums.tier
inner join voices
    on voices.scope = sums.scope
    and voices.account_id = sums.account_id
    and voices.tier = sums.tier
left join trends
    on trends.scope = sums.scope
    and trends.account_id = sums.account_id
inner join gaps
    on gaps.scope = sums.scope
    and gaps.account_id = sums.account_id
    and gaps.tier = sums.tier
inner join quantiles
    on quantiles.scope = sums.scope
    and quantiles.account_id = sums.account_id
    and quantiles.tier = sums.tier
inner join plans
    on plans.scope = sums.scope
    and plans.account_id = sums.account_id
    and plans.tier = sums.tier
inner join costs
    on costs.scope = sums.scope
    and costs.account_id = sums.account_id
    and costs.tier = sums.tier

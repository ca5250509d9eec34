-- What was promised, delivered, complained about, visited and spent, added up by customer, group, tier and for all?
-- A sum is over those customers of whom something is known; it says why not where nothing is known of anybody.
with

members as (
    select * from metrics.service_members
),

sources as (
    select * from metrics.relationship_sources where level = 'customer'
),

promises as (
    select * from metrics.customer_promises
),

complaints as (
    select * from metrics.customer_complaints
),

visits as (
    select * from metrics.visit_norms where level = 'customer'
),

yields as (
    select * from metrics.visit_yields
),

plan as (
    select * from config.service_plan
),

windows as (
    select * from metrics.account_windows where level = 'customer' and window_name in ('12m', 'prior_12m')
),

amounts as (
    select
        account_id as customer_id,
        max(order_count) filter (where window_name = '12m') as order_count,
        max(revenue_amount) filter (where window_name = '12m') as revenue_amount,
        max(service_cost_amount) filter (where window_name = '12m') as service_cost_amount,
        max(revenue_amount) filter (where window_name = 'prior_12m') as prior_revenue_amount,
        max(service_cost_amount) filter (where window_name = 'prior_12m') as prior_service_cost_amount
    from windows
    group by account_id
)

select
    members.scope,
    members.account_id,
    members.tier,
    count(*) as customer_count,
    case when count(*) filter (where sources.deliveries_abstain_reason is null) = 0 then min(sources.deliveries_abstain_reason) end as deliveries_abstain_reason,
    case when count(*) filter (where sources.complaints_abstain_reason is null) = 0 then min(sources.complaints_abstain_reason) end as complaints_abstain_reason,
    case when count(*) filter (where sources.activities_abstain_reason is null) = 0 then min(sources.activities_abstain_reason) end as activities_abstain_reason,
    case when count(*) filter (where sources.opportunities_abstain_reason is null) = 0 then min(sources.opportunities_abstain_reason) end as opportunities_abstain_reason,
    cast(coalesce(sum(promises.line_count), 0) as bigint) as line_count,
    cast(coalesce(sum(promises.line_kept_count), 0) as bigint) as line_kept_count,
    cast(coalesce(sum(promises.line_overdue_count), 0) as bigint) as line_overdue_count,
    cast(coalesce(sum(promises.days_late_sum), 0) as bigint) as days_late_sum,
    cast(coalesce(sum(promises.order_count), 0) as bigint) as promised_order_count,
    cast(coalesce(sum(promises.order_kept_count), 0) as bigint) as promised_order_kept_count,
    count(*) filter (where promises.tenure_abstain_reason is null) as tenured_customer_count,
    case when count(*) filter (where promises.tenure_abstain_reason is null) = 0 then min(promises.tenure_abstain_reason) end
        as tenure_abstain_reason,
    cast(coalesce(sum(promises.first_year_order_count), 0) as bigint) as first_year_order_count,
    cast(coalesce(sum(promises.first_year_kept_count), 0) as bigint) as first_year_kept_count,
    cast(coalesce(sum(promises.order_count) filter (where promises.tenure_abstain_reason is null), 0) as bigint) as tenured_order_count,
    cast(coalesce(sum(promises.order_kept_count) filter (where promises.tenure_abstain_reason is null), 0) as bigint) as tenured_kept_count,
    cast(coalesce(sum(complaints.complaint_count), 0) as bigint) as complaint_count,
    cast(coalesce(sum(complaints.quality_incident_count), 0) as bigint) as quality_incident_count,
    cast(coalesce(sum(complaints.open_complaint_count), 0) as bigint) as open_complaint_count,
    cast(coalesce(sum(complaints.first_contact_n), 0) as bigint) as first_contact_n,
    cast(coalesce(sum(complaints.first_contact_count), 0) as bigint) as first_contact_count,
    cast(coalesce(sum(complaints.reopened_n), 0) as bigint) as reopened_n,
    cast(coalesce(sum(complaints.reopened_complaint_count), 0) as bigint) as reopened_complaint_count,
    cast(coalesce(sum(amounts.order_count) filter (where sources.complaints_abstain_reason is null), 0) as bigint) as complaint_order_count,
    cast(coalesce(sum(visits.visit_count_12m), 0) as bigint) as visit_count_12m,
    cast(coalesce(sum(visits.visit_count_12m) filter (where plan.tier is not null), 0) as bigint) as planned_tier_visit_count,
    cast(coalesce(sum(plan.visits_per_year) filter (where visits.visit_abstain_reason is null), 0) as bigint) as planned_visit_count,
    cast(coalesce(sum(yields.visit_n), 0) as bigint) as visit_n,
    cast(coalesce(sum(yields.visit_with_order_count), 0) as bigint) as visit_with_order_count,
    cast(coalesce(sum(yields.occasion_after_visit_count), 0) as bigint) as occasion_after_visit_count,
    cast(coalesce(sum(yields.visited_deal_n), 0) as bigint) as visited_deal_n,
    cast(coalesce(sum(yields.visited_won_count), 0) as bigint) as visited_won_count,
    cast(coalesce(sum(yields.unvisited_deal_n), 0) as bigint) as unvisited_deal_n,
    cast(coalesce(sum(yields.unvisited_won_count), 0) as bigint) as unvisited_won_count,
    cast(sum(fixed_small(yields.usual_order_chance * yields.visit_n)) as double) as usual_visit_with_order_count,
    cast(sum(yields.visited_won_amount) as decimal(18, 4)) as visited_won_amount,
    cast(sum(amounts.revenue_amount) as decimal(18, 4)) as revenue_amount,
    cast(sum(amounts.service_cost_amount) as decimal(18, 4)) as service_cost_amount,
    cast(sum(amounts.prior_revenue_amount) as decimal(18, 4)) as prior_revenue_amount,
    cast(sum(amounts.prior_service_cost_amount) as decimal(18, 4)) as prior_service_cost_amount
from members
inner join sources on sources.account_id = members.customer_id
inner join promises on promises.customer_id = members.customer_id
inner join visits on visits.account_id = members.customer_id
inner join yields on yields.customer_id = members.customer_id
inner join amounts on amounts.customer_id = members.customer_id
left join complaints on complaints.customer_id = members.customer_id
left join plan on plan.tier = members.customer_tier
group by members.scope, members.account_id, members.tier

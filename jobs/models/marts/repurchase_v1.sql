-- Does this account come back, how regularly, and is it late?
-- Explain with the overdue ratio, but do not rank by it: it is biased short for those who buy seldom.
with

this_night as (
    select * from run.current
),

customers as (
    select * from metrics.repurchase_customers
),

cycles as (
    select * from metrics.cycle_expectations
),

regularities as (
    select * from metrics.gap_regularity
)

select
    this_night.as_of,
    customers.level,
    customers.customer_id,
    customers.occasion_count,
    customers.order_count,
    customers.first_ordered_on,
    customers.second_ordered_on,
    customers.last_ordered_on,
    customers.elapsed_days,
    customers.window_closes_on,
    customers.has_repurchased,
    customers.has_repurchased_abstain_reason,
    customers.gap_count,
    customers.mean_gap_days,
    customers.median_gap_days,
    cycles.expected_cycle_days,
    cycles.expected_cycle_days_low,
    cycles.expected_cycle_days_high,
    cycles.own_evidence_share,
    cycles.cycle_method,
    cycles.cycle_abstain_reason,
    cycles.overdue_ratio,
    cycles.silence_so_far_probability,
    cycles.overdue_status,
    cycles.no_purchase_probability_30d,
    cycles.no_purchase_probability_90d,
    cycles.no_purchase_probability_180d,
    cycles.expected_next_purchase_on,
    cycles.expected_next_purchase_on_low,
    cycles.expected_next_purchase_on_high,
    coalesce(regularities.pair_count, 0) as regularity_pair_count,
    regularities.regularity,
    regularities.regularity_low,
    regularities.regularity_high,
    case
        when regularities.pair_count is null then 'TOO_FEW_OBSERVATIONS'
        else regularities.regularity_abstain_reason
    end as regularity_abstain_reason
from customers
cross join this_night
inner join cycles on cycles.level = customers.level and cycles.customer_id = customers.customer_id
left join regularities on regularities.level = customers.level and regularities.customer_id = customers.customer_id

-- Does this account come back, how regularly, and is it late?
-- Explain with the overdue ratio, but do not rank by it: it is biased short for those who buy seldom.
with

this_night as (
    select * from run.current
),

activity as (
    select * from metrics.account_activity
),

second_purchases as (
    select * from metrics.second_purchases
),

cycles as (
    select * from metrics.cycle_expectations
),

regularities as (
    select * from metrics.gap_regularity
)

select
    this_night.as_of,
    activity.level,
    activity.account_id as customer_id,
    activity.occasion_count,
    activity.order_count,
    activity.first_ordered_on,
    activity.second_ordered_on,
    activity.last_ordered_on,
    activity.days_since_last_occasion,
    second_purchases.window_closes_on,
    second_purchases.has_repurchased,
    second_purchases.has_repurchased_abstain_reason,
    activity.gap_count,
    activity.mean_gap_days,
    activity.median_gap_days,
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
from activity
cross join this_night
inner join second_purchases
    on second_purchases.level = activity.level and second_purchases.account_id = activity.account_id
inner join cycles on cycles.level = activity.level and cycles.account_id = activity.account_id
left join regularities on regularities.level = activity.level and regularities.account_id = activity.account_id

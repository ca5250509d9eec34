-- What share of a group's buyers came back, and how many of last period's buyers are still buying?
-- The plain rate counts recent first-time buyers as not returned: it is too low by what the curve's censoring corrects.
with

members as (
    select * from metrics.repurchase_members
),

curves as (
    select * from metrics.repurchase_curves where event_number = 2
),

windows as (
    select is_recorded as is_previous_recorded from metrics.value_windows where window_name = 'prior_retention'
),

counts as (
    select
        level,
        group_kind,
        group_value,
        count(*) as customer_count,
        count(*) filter (where occasion_count >= 2) as repeater_count,
        count(*) filter (where order_count >= 2) as order_repeater_count,
        count(*) filter (where window_occasion_count >= 1) as window_customer_count,
        count(*) filter (where window_occasion_count >= 2) as window_repeater_count,
        count(*) filter (where previous_window_occasion_count >= 1) as previous_customer_count,
        count(*) filter (where previous_window_occasion_count >= 1 and window_occasion_count >= 1) as retained_count
    from members
    group by level, group_kind, group_value
),

medians as (
    select
        level,
        group_kind,
        group_value,
        min(day) filter (where survival <= 0.5e0) as median_days,
        min(day) filter (where survival_low <= 0.5e0) as median_days_low,
        min(day) filter (where survival_high <= 0.5e0) as median_days_high
    from curves
    group by level, group_kind, group_value
)

select
    counts.level,
    counts.group_kind,
    counts.group_value,
    counts.customer_count,
    counts.repeater_count,
    safe_div(counts.repeater_count, counts.customer_count) as repurchase_rate,
    wilson_low(counts.repeater_count, counts.customer_count) as repurchase_rate_low,
    wilson_high(counts.repeater_count, counts.customer_count) as repurchase_rate_high,
    counts.order_repeater_count,
    safe_div(counts.order_repeater_count, counts.customer_count) as order_repurchase_rate,
    wilson_low(counts.order_repeater_count, counts.customer_count) as order_repurchase_rate_low,
    wilson_high(counts.order_repeater_count, counts.customer_count) as order_repurchase_rate_high,
    counts.window_customer_count,
    counts.window_repeater_count,
    safe_div(counts.window_repeater_count, counts.window_customer_count) as window_repurchase_rate,
    wilson_low(counts.window_repeater_count, counts.window_customer_count) as window_repurchase_rate_low,
    wilson_high(counts.window_repeater_count, counts.window_customer_count) as window_repurchase_rate_high,
    counts.previous_customer_count,
    counts.retained_count,
    case when windows.is_previous_recorded then safe_div(counts.retained_count, counts.previous_customer_count) end
        as retention_rate,
    case when windows.is_previous_recorded then wilson_low(counts.retained_count, counts.previous_customer_count) end
        as retention_rate_low,
    case when windows.is_previous_recorded then wilson_high(counts.retained_count, counts.previous_customer_count) end
        as retention_rate_high,
    case
        when counts.previous_customer_count = 0 then 'TOO_FEW_OBSERVATIONS'
        when windows.is_previous_recorded then null
        else 'WINDOW_NOT_RECORDED'
    end as retention_abstain_reason,
    medians.median_days,
    medians.median_days_low,
    medians.median_days_high
from counts
cross join windows
left join medians
    on medians.level = counts.level
    and medians.group_kind = counts.group_kind
    and medians.group_value = counts.group_value

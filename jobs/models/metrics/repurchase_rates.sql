-- What share of a group's buyers came back, and how many of last period's buyers are still buying?
-- The plain rate counts recent first-time buyers as not returned: it is too low by what the curve's censoring corrects.
with

members as (
    select * from metrics.repurchase_members
),

curves as (
    select * from metrics.repurchase_curves where event_number = 2
),

records as (
    select min(first_ordered_on) as first_ordered_on from metrics.account_activity
),

windows as (
    select
        records.first_ordered_on <= prior_window.from_on as is_previous_recorded
    from metrics.value_windows as prior_window
    cross join records
    where prior_window.window_name = 'prior_retention'
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
),

rates as (
    select
        level,
        group_kind,
        group_value,
        customer_count,
        repeater_count,
        order_repeater_count,
        window_customer_count,
        window_repeater_count,
        previous_customer_count,
        retained_count,
        safe_div(repeater_count, customer_count) as repurchase_rate,
        safe_div(order_repeater_count, customer_count) as order_repurchase_rate,
        safe_div(window_repeater_count, window_customer_count) as window_repurchase_rate,
        case when windows.is_previous_recorded then safe_div(retained_count, previous_customer_count) end as retention_rate,
        safe_div(2.705543454095413e0, customer_count) as spread,
        safe_div(2.705543454095413e0, window_customer_count) as window_spread,
        safe_div(2.705543454095413e0, previous_customer_count) as previous_spread
    from counts
    cross join windows
),

margins as (
    select
        rates.*,
        safe_div(repurchase_rate + spread / 2, 1 + spread) as middle,
        safe_div(sqrt(spread * repurchase_rate * (1 - repurchase_rate) + spread * spread / 4), 1 + spread) as margin,
        safe_div(window_repurchase_rate + window_spread / 2, 1 + window_spread) as window_middle,
        safe_div(
            sqrt(window_spread * window_repurchase_rate * (1 - window_repurchase_rate) + window_spread * window_spread / 4),
            1 + window_spread
        ) as window_margin,
        safe_div(retention_rate + previous_spread / 2, 1 + previous_spread) as retention_middle,
        safe_div(
            sqrt(previous_spread * retention_rate * (1 - retention_rate) + previous_spread * previous_spread / 4),
            1 + previous_spread
        ) as retention_margin
    from rates
)

select
    margins.level,
    margins.group_kind,
    margins.group_value,
    margins.customer_count,
    margins.repeater_count,
    margins.repurchase_rate,
    least(margins.repurchase_rate, greatest(0e0, margins.middle - margins.margin)) as repurchase_rate_low,
    greatest(margins.repurchase_rate, least(1e0, margins.middle + margins.margin)) as repurchase_rate_high,
    margins.order_repeater_count,
    margins.order_repurchase_rate,
    margins.window_customer_count,
    margins.window_repeater_count,
    margins.window_repurchase_rate,
    case when window_customer_count > 0 then least(window_repurchase_rate, greatest(0e0, window_middle - window_margin)) end
        as window_repurchase_rate_low,
    case when window_customer_count > 0 then greatest(window_repurchase_rate, least(1e0, window_middle + window_margin)) end
        as window_repurchase_rate_high,
    margins.previous_customer_count,
    margins.retained_count,
    margins.retention_rate,
    case when retention_rate is not null then least(retention_rate, greatest(0e0, retention_middle - retention_margin)) end
        as retention_rate_low,
    case when retention_rate is not null then greatest(retention_rate, least(1e0, retention_middle + retention_margin)) end
        as retention_rate_high,
    case
        when margins.retention_rate is not null then null
        when margins.previous_customer_count = 0 then 'TOO_FEW_OBSERVATIONS'
        else 'WINDOW_NOT_RECORDED'
    end as retention_abstain_reason,
    medians.median_days,
    medians.median_days_low,
    medians.median_days_high
from margins
left join medians
    on medians.level = margins.level
    and medians.group_kind = margins.group_kind
    and medians.group_value = margins.group_value

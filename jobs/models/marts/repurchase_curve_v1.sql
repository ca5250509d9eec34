-- How long until customers buy for the second, the third time, and what share comes back at all?
-- Only days on which something happened have a row; until the next row the curve stays where it is. The columns from customer_count on tell of the group and repeat on each of its rows.
with

this_night as (
    select * from run.current
),

curves as (
    select * from metrics.repurchase_curves
),

rates as (
    select * from metrics.repurchase_rates
)

select
    this_night.as_of,
    curves.level,
    curves.group_kind,
    curves.group_value,
    curves.event_number,
    curves.day,
    curves.at_risk_count,
    curves.event_count,
    curves.censored_count,
    curves.survival,
    curves.survival_low,
    curves.survival_high,
    curves.std_error,
    curves.interval_abstain_reason,
    rates.customer_count,
    rates.repeater_count,
    rates.repurchase_rate,
    rates.repurchase_rate_low,
    rates.repurchase_rate_high,
    rates.order_repeater_count,
    rates.order_repurchase_rate,
    rates.order_repurchase_rate_low,
    rates.order_repurchase_rate_high,
    rates.window_customer_count,
    rates.window_repeater_count,
    rates.window_repurchase_rate,
    rates.window_repurchase_rate_low,
    rates.window_repurchase_rate_high,
    rates.previous_customer_count,
    rates.retained_count,
    rates.retention_rate,
    rates.retention_rate_low,
    rates.retention_rate_high,
    rates.retention_abstain_reason,
    rates.median_days,
    rates.median_days_low,
    rates.median_days_high
from curves
cross join this_night
inner join rates
    on rates.level = curves.level
    and rates.group_kind = curves.group_kind
    and rates.group_value = curves.group_value

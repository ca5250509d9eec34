-- Of those who first bought in a month, how many bought again k months later, and for how much?
-- Leave partial cells out of every comparison: their month is not over.
with

this_night as (
    select * from run.current
),

cohorts as (
    select * from metrics.repurchase_cohorts
)

select
    this_night.as_of,
    cohorts.level,
    cohorts.group_kind,
    cohorts.group_value,
    cohorts.cohort_month,
    cohorts.age_months,
    cohorts.cohort_customer_count,
    cohorts.active_customer_count,
    cohorts.active_rate,
    cohorts.active_rate_low,
    cohorts.active_rate_high,
    money(cohorts.revenue_amount) as revenue_amount,
    cohorts.is_partial
from cohorts
cross join this_night

-- Of those who first bought in a month, how many bought again k months later, and for how much?
-- The current month is not over: its cells are partial, unless the business date is its last day.
with

customers as (
    select * from metrics.account_activity where occasion_count > 0
),

memberships as (
    select * from metrics.repurchase_groups
),

occasions as (
    select * from metrics.account_occasions
),

accounts as (
    select * from staged.accounts
),

entries as (
    select * from metrics.value_entries
),

this_night as (
    select * from run.current
),

members as (
    select
        memberships.level,
        memberships.group_kind,
        memberships.group_value,
        memberships.account_id,
        month_start(customers.first_ordered_on) as cohort_month
    from memberships
    inner join customers on customers.level = memberships.level and customers.account_id = memberships.account_id
),

active_months as (
    select distinct level, account_id, month_start(ordered_on) as active_month from occasions
),

net_by_month as (
    select
        accounts.level,
        accounts.account_id,
        month_start(entries.booked_on) as active_month,
        cast(sum(entries.revenue_amount) as decimal(18,4)) as revenue_amount
    from entries
    inner join accounts on accounts.customer_id = entries.customer_id
    group by accounts.level, accounts.account_id, month_start(entries.booked_on)
),

activity as (
    select
        members.level,
        members.group_kind,
        members.group_value,
        members.cohort_month,
        months_diff(members.cohort_month, active_months.active_month) as age_months,
        count(*) as active_customer_count
    from members
    inner join active_months on active_months.level = members.level and active_months.account_id = members.account_id
    group by
        members.level, members.group_kind, members.group_value, members.cohort_month,
        months_diff(members.cohort_month, active_months.active_month)
),

revenues as (
    select
        members.level,
        members.group_kind,
        members.group_value,
        members.cohort_month,
        months_diff(members.cohort_month, net_by_month.active_month) as age_months,
        cast(sum(net_by_month.revenue_amount) as decimal(18,4)) as revenue_amount
    from members
    inner join net_by_month on net_by_month.level = members.level and net_by_month.account_id = members.account_id
    group by
        members.level, members.group_kind, members.group_value, members.cohort_month,
        months_diff(members.cohort_month, net_by_month.active_month)
),

cohorts as (
    select level, group_kind, group_value, cohort_month, count(*) as cohort_customer_count
    from members
    group by level, group_kind, group_value, cohort_month
),

cells as (
    select
        cohorts.level,
        cohorts.group_kind,
        cohorts.group_value,
        cohorts.cohort_month,
        ages.n as age_months,
        cohorts.cohort_customer_count,
        this_night.as_of <> last_day(this_night.as_of)
            and ages.n = months_diff(cohorts.cohort_month, this_night.as_of) as is_partial
    from cohorts
    cross join this_night
    inner join int_series(0, 1200) as ages on ages.n <= months_diff(cohorts.cohort_month, this_night.as_of)
),

rates as (
    select
        cells.level,
        cells.group_kind,
        cells.group_value,
        cells.cohort_month,
        cells.age_months,
        cells.cohort_customer_count,
        coalesce(activity.active_customer_count, 0) as active_customer_count,
        safe_div(coalesce(activity.active_customer_count, 0), cells.cohort_customer_count) as active_rate,
        coalesce(revenues.revenue_amount, cast(0 as decimal(18,4))) as revenue_amount,
        cells.is_partial
    from cells
    left join activity
        on activity.level = cells.level
        and activity.group_kind = cells.group_kind
        and activity.group_value = cells.group_value
        and activity.cohort_month = cells.cohort_month
        and activity.age_months = cells.age_months
    left join revenues
        on revenues.level = cells.level
        and revenues.group_kind = cells.group_kind
        and revenues.group_value = cells.group_value
        and revenues.cohort_month = cells.cohort_month
        and revenues.age_months = cells.age_months
)

select
    level,
    group_kind,
    group_value,
    cohort_month,
    age_months,
    cohort_customer_count,
    active_customer_count,
    active_rate,
    wilson_low(active_customer_count, cohort_customer_count) as active_rate_low,
    wilson_high(active_customer_count, cohort_customer_count) as active_rate_high,
    revenue_amount,
    is_partial
from rates

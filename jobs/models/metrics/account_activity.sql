-- When did an account buy first and last, how often, and how regularly?
-- An account that never bought is a row of zeros and nulls.
with

accounts as (
    select * from staged.accounts
),

occasions as (
    select * from metrics.account_occasions
),

this_night as (
    select * from run.current
),

distinct_accounts as (
    select
        level,
        account_id,
        count(*) as customer_count
    from accounts
    group by level, account_id
),

activity as (
    select
        level,
        account_id,
        min(ordered_on) as first_ordered_on,
        min(ordered_on) filter (where occasion_number = 2) as second_ordered_on,
        min(ordered_on) filter (where occasion_number = 3) as third_ordered_on,
        max(ordered_on) as last_ordered_on,
        count(*) as occasion_count,
        cast(sum(order_count) as bigint) as order_count,
        count(gap_days) as gap_count,
        safe_div(sum(gap_days), count(gap_days)) as mean_gap_days,
        median(cast(gap_days as double)) as median_gap_days
    from occasions
    group by level, account_id
)

select
    distinct_accounts.level,
    distinct_accounts.account_id,
    distinct_accounts.customer_count,
    activity.first_ordered_on,
    activity.second_ordered_on,
    activity.third_ordered_on,
    activity.last_ordered_on,
    days_between(activity.last_ordered_on, this_night.as_of) as days_since_last_occasion,
    coalesce(activity.occasion_count, 0) as occasion_count,
    coalesce(activity.order_count, 0) as order_count,
    coalesce(activity.gap_count, 0) as gap_count,
    activity.mean_gap_days,
    activity.median_gap_days
from distinct_accounts
left join activity
    on activity.level = distinct_accounts.level
    and activity.account_id = distinct_accounts.account_id
cross join this_night

-- How often has an account bought, when, and did its first order lead to a second one in time?
-- An account that never bought is here with zeros; while its window is open the answer is null, not no.
with

accounts as (
    select distinct level, account_id from staged.accounts
),

occasions as (
    select * from metrics.repurchase_occasions
),

windows as (
    select * from metrics.repurchase_windows
),

policy as (
    select * from config.repurchase
),

counts as (
    select
        occasions.level,
        occasions.customer_id,
        count(*) as occasion_count,
        cast(sum(occasions.order_count) as bigint) as order_count,
        min(occasions.ordered_on) as first_ordered_on,
        min(occasions.ordered_on) filter (where occasions.occasion_number = 2) as second_ordered_on,
        min(occasions.ordered_on) filter (where occasions.occasion_number = 3) as third_ordered_on,
        max(occasions.ordered_on) as last_ordered_on,
        sum(occasions.gap_days) as gap_days,
        median(cast(occasions.gap_days as double)) as median_gap_days,
        count(*) filter (where occasions.ordered_on > windows.opens_after) as window_occasion_count,
        count(*) filter (
            where occasions.ordered_on > windows.previous_opens_after and occasions.ordered_on <= windows.opens_after
        ) as previous_window_occasion_count
    from occasions
    cross join windows
    group by occasions.level, occasions.customer_id
),

deadlines as (
    select
        accounts.level,
        accounts.account_id as customer_id,
        counts.occasion_count,
        counts.order_count,
        counts.first_ordered_on,
        counts.second_ordered_on,
        counts.third_ordered_on,
        counts.last_ordered_on,
        counts.gap_days,
        counts.median_gap_days,
        counts.window_occasion_count,
        counts.previous_window_occasion_count,
        windows.as_of,
        counts.first_ordered_on + cast(policy.window_days as integer) as window_closes_on
    from accounts
    cross join windows
    cross join policy
    left join counts on counts.level = accounts.level and counts.customer_id = accounts.account_id
)

select
    level,
    customer_id,
    coalesce(occasion_count, 0) as occasion_count,
    coalesce(order_count, 0) as order_count,
    first_ordered_on,
    second_ordered_on,
    third_ordered_on,
    last_ordered_on,
    days_between(last_ordered_on, as_of) as elapsed_days,
    window_closes_on,
    case
        when second_ordered_on <= window_closes_on then true
        when window_closes_on < as_of then false
    end as has_repurchased,
    case
        when first_ordered_on is null then 'NEVER_BOUGHT'
        when second_ordered_on <= window_closes_on or window_closes_on < as_of then null
        else 'WINDOW_OPEN'
    end as has_repurchased_abstain_reason,
    greatest(coalesce(occasion_count, 0) - 1, 0) as gap_count,
    safe_div(gap_days, occasion_count - 1) as mean_gap_days,
    median_gap_days,
    coalesce(window_occasion_count, 0) as window_occasion_count,
    coalesce(previous_window_occasion_count, 0) as previous_window_occasion_count
from deadlines

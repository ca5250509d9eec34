-- What did an account spend on the days on which it came back?
-- The first occasion is left out, as first orders are of their own kind; returns take nothing away here, the margin rate does that.
with

accounts as (
    select * from staged.accounts
),

occasions as (
    select * from metrics.account_occasions
),

entries as (
    select * from metrics.value_entries
),

distinct_accounts as (
    select distinct level, account_id from accounts
),

purchase_days as (
    select
        accounts.level,
        accounts.account_id,
        entries.booked_on,
        cast(sum(entries.revenue_amount) as decimal(18, 4)) as day_amount
    from entries
    inner join accounts on accounts.customer_id = entries.customer_id
    where entries.entry_kind = 'purchase'
    group by accounts.level, accounts.account_id, entries.booked_on
),

repeats as (
    select
        purchase_days.level,
        purchase_days.account_id,
        purchase_days.day_amount,
        case when purchase_days.day_amount > 0 then ln(cast(purchase_days.day_amount as double)) end as log_amount
    from purchase_days
    inner join occasions
        on occasions.level = purchase_days.level
        and occasions.account_id = purchase_days.account_id
        and occasions.ordered_on = purchase_days.booked_on
    where occasions.occasion_number > 1
),

sums as (
    select
        level,
        account_id,
        count(*) as repeat_count,
        cast(sum(day_amount) as decimal(18, 4)) as repeat_amount,
        count(log_amount) as positive_count,
        cast(sum(fixed(log_amount)) as double) as sum_log_amount,
        cast(sum(fixed(log_amount * log_amount)) as double) as sum_squared_log_amount
    from repeats
    group by level, account_id
)

select
    distinct_accounts.level,
    distinct_accounts.account_id,
    coalesce(sums.repeat_count, 0) as repeat_count,
    coalesce(sums.repeat_amount, 0) as repeat_amount,
    safe_div(sums.repeat_amount, sums.repeat_count) as mean_repeat_amount,
    case when sums.positive_count = sums.repeat_count then sums.sum_log_amount end as sum_log_amount,
    case when sums.positive_count = sums.repeat_count then sums.sum_squared_log_amount end as sum_squared_log_amount
from distinct_accounts
left join sums on sums.level = distinct_accounts.level and sums.account_id = distinct_accounts.account_id

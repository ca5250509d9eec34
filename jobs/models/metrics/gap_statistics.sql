-- What do an account's gaps between purchases add up to, for the cycle model?
-- Logs are natural, of days; complete gaps only, so the silence since the last purchase is not among them.
with

accounts as (
    select distinct level, account_id from staged.accounts
),

gaps as (
    select
        level,
        account_id,
        ln(cast(gap_days as double)) as log_gap
    from metrics.account_occasions
    where gap_days is not null
),

sums as (
    select
        level,
        account_id,
        count(*) as gap_count,
        cast(sum(fixed(log_gap)) as double) as sum_log_gap,
        cast(sum(fixed(log_gap * log_gap)) as double) as sum_squared_log_gap
    from gaps
    group by level, account_id
)

select
    accounts.level,
    accounts.account_id,
    coalesce(sums.gap_count, 0) as gap_count,
    coalesce(sums.sum_log_gap, 0e0) as sum_log_gap,
    coalesce(sums.sum_squared_log_gap, 0e0) as sum_squared_log_gap
from accounts
left join sums on sums.level = accounts.level and sums.account_id = accounts.account_id

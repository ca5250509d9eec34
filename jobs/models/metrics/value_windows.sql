-- From which day to which day does each trailing window reach, and of which months is it made?
-- Both ends are inside; twelve months that end on 20 November begin on 21 November of the year before.
with

months as (
    select * from metrics.trailing_months
),

policy as (
    select * from config.windows
),

pyramid as (
    select * from config.pyramid
),

repurchase as (
    select * from config.repurchase
),

equity_periods as (
    select * from config.customer_equity_periods
),

records as (
    select min(ordered_on) as first_ordered_on from staged.purchase_occasions
),

windows (window_name, newest_months_ago, month_count) as (
    select '12m', 0, 12
    union all
    select 'prior_12m', 12, 12
    union all
    select '36m', 0, 36
    union all
    select 'total', 0, counted_months from policy
    union all
    select 'pyramid', 0, window_months from pyramid
    union all
    select 'retention', 0, retention_months from repurchase
    union all
    select 'prior_retention', retention_months, retention_months from repurchase
    union all
    select '12m_before_' || cast(period_months as string) || 'm', period_months, 12 from equity_periods
)

select
    windows.window_name,
    newest.months_ago as newest_months_ago,
    oldest.months_ago as oldest_months_ago,
    oldest.from_on,
    newest.to_on,
    windows.window_name = 'total' or coalesce(records.first_ordered_on <= oldest.from_on, false) as is_recorded
from windows
cross join records
inner join months as newest on newest.months_ago = windows.newest_months_ago
inner join months as oldest on oldest.months_ago = windows.newest_months_ago + windows.month_count - 1

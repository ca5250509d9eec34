-- Of which accounts are we warned tonight, and since when without a break?
-- Looked at once a month, so since the earliest of the month ends in a row.
with

states as (
    select * from metrics.churn_states
),

lifecycles as (
    select * from metrics.account_lifecycle
),

numbered as (
    select
        states.level,
        states.account_id,
        states.months_ago,
        states.looked_on,
        row_number() over (
            partition by states.level, states.account_id
            order by states.months_ago asc nulls last
        ) as month_number
    from states
),

standing as (
    select
        level,
        account_id,
        min(looked_on) as first_warned_on,
        cast(max(months_ago) as integer) as warned_months
    from numbered
    where months_ago = month_number - 1
    group by level, account_id
)

select
    states.level,
    states.account_id,
    lifecycles.lifecycle,
    states.warning_level,
    states.model_level,
    states.is_seriously_overdue,
    states.has_open_complaint,
    states.has_low_survey,
    states.has_lost_to_competitor,
    states.has_overdue_receivable,
    standing.first_warned_on,
    standing.warned_months
from states
inner join lifecycles on lifecycles.level = states.level and lifecycles.account_id = states.account_id
inner join standing on standing.level = states.level and standing.account_id = states.account_id
where states.months_ago = 0

-- Which signals told who would fall silent, and how strongly?
-- One row an account that is learned from, then who is told of; the order is part of the input, and accounts that are alike in all that is read may change places. Where another season is learned from, the chances of the latter are to add up to the silence that the purchase model expects.
with

signals as (
    select * from metrics.churn_signals where look_kind in ('TRAINING', 'SCORED')
),

origins as (
    select * from metrics.churn_origins
),

policy as (
    select * from config.early_warning
)

select
    signals.fit_number,
    case when signals.look_kind = 'TRAINING' then 1 else 0 end as is_training,
    case when signals.is_silent then 1 else 0 end as is_silent,
    1 as account_count,
    policy.least_outcomes,
    cast(policy.penalty as double) as penalty,
    case
        when signals.look_kind = 'SCORED' and origins.training_method = 'INTERCEPT_CORRECTED' then signals.no_purchase_probability
    end as expected_probability,
    signals.log_silence,
    signals.log_repeats,
    signals.log_age,
    signals.silence_log_odds,
    signals.log_overdue,
    signals.spend_trend,
    signals.spend_level,
    signals.return_share,
    signals.open_complaints,
    signals.low_survey,
    signals.overdue_invoices,
    signals.lost_opportunities,
    signals.visit_gap
from signals
cross join policy
inner join origins on origins.fit_number = signals.fit_number
order by
    signals.fit_number asc nulls last,
    case when signals.look_kind = 'TRAINING' then 0 else 1 end asc nulls last,
    case when signals.is_silent then 1 else 0 end asc nulls last,
    signals.log_silence asc nulls last,
    signals.log_repeats asc nulls last,
    signals.log_age asc nulls last,
    signals.silence_log_odds asc nulls last,
    signals.log_overdue asc nulls last,
    signals.spend_trend asc nulls last,
    signals.spend_level asc nulls last,
    signals.return_share asc nulls last,
    signals.open_complaints asc nulls last,
    signals.low_survey asc nulls last,
    signals.overdue_invoices asc nulls last,
    signals.lost_opportunities asc nulls last,
    signals.visit_gap asc nulls last,
    signals.no_purchase_probability asc nulls last

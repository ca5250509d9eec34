-- How much did each signal move the chance of an account that is warned of, and is that a reason one can name?
-- A contribution is the coefficient times the signal in its own deviations, in log odds against an average account. A reason is named where the signal is beyond the usual on the side that the policy names, and drives the chance up.
with

warnings as (
    select * from metrics.churn_warnings
),

origins as (
    select * from metrics.churn_origins where origin_number = 0
),

choices as (
    select * from metrics.churn_choices where churn_method = 'LOGISTIC'
),

signals as (
    select * from metrics.churn_signals where look_kind = 'SCORED'
),

parameters as (
    select * from metrics.churn_parameters where deviation > 0 and coefficient is not null
),

actions as (
    select * from config.actions
),

accounts as (
    select
        warnings.level,
        warnings.account_id,
        warnings.is_seriously_overdue,
        signals.*
    from warnings
    inner join choices on choices.level = warnings.level
    inner join origins on origins.level = warnings.level
    inner join signals on signals.fit_number = origins.fit_number and signals.account_id = warnings.account_id
),

values_of_signals as (
    select
        accounts.level,
        accounts.account_id,
        accounts.is_seriously_overdue,
        parameters.signal,
        parameters.mean,
        parameters.deviation,
        parameters.coefficient,
        case parameters.signal
            when 'log_silence' then accounts.log_silence
            when 'log_repeats' then accounts.log_repeats
            when 'log_age' then accounts.log_age
            when 'silence_log_odds' then accounts.silence_log_odds
            when 'log_overdue' then accounts.log_overdue
            when 'spend_trend' then accounts.spend_trend
            when 'spend_level' then accounts.spend_level
            when 'return_share' then accounts.return_share
            when 'open_complaints' then accounts.open_complaints
            when 'low_survey' then accounts.low_survey
            when 'overdue_invoices' then accounts.overdue_invoices
            when 'lost_opportunities' then accounts.lost_opportunities
            when 'visit_gap' then accounts.visit_gap
        end as signal_value
    from accounts
    inner join parameters on parameters.fit_number = accounts.fit_number
),

contributions as (
    select
        values_of_signals.*,
        coefficient * (signal_value - mean) / deviation as contribution
    from values_of_signals
    where signal_value is not null
)

select
    contributions.level,
    contributions.account_id,
    contributions.signal,
    contributions.signal_value,
    contributions.contribution,
    case
        when contributions.contribution <= 0 or actions.reason_code is null then null
        when actions.side = 'above'
            and contributions.signal_value > case when actions.usual_is = 'none' then greatest(contributions.mean, 0e0) else contributions.mean end
            and contributions.signal = 'log_overdue' and contributions.is_seriously_overdue
            then 'SERIOUSLY_OVERDUE'
        when actions.side = 'above'
            and contributions.signal_value > case when actions.usual_is = 'none' then greatest(contributions.mean, 0e0) else contributions.mean end
            then actions.reason_code
        when actions.side = 'below'
            and contributions.signal_value < case when actions.usual_is = 'none' then least(contributions.mean, 0e0) else contributions.mean end
            then actions.reason_code
    end as reason_code
from contributions
left join actions on actions.signal = contributions.signal

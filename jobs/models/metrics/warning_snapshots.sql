-- Which customers would have been warned of tonight and at each earlier month end?
-- By the chance of silence and the policy's least warning, and never within the expected cycle. The parameters are tonight's: these warnings are what the rule would have said, not what somebody was shown.
with

signals as (
    select * from metrics.churn_signals where months_ago is not null and level = 'customer'
),

forecasts as (
    select * from metrics.churn_forecasts
),

choices as (
    select * from metrics.churn_choices where level = 'customer'
),

policy as (
    select * from config.early_warning
),

chances as (
    select
        signals.account_id,
        cast(signals.months_ago as integer) as months_ago,
        signals.looked_on,
        signals.log_overdue,
        case when choices.churn_method = 'LOGISTIC' then forecasts.churn_probability else signals.no_purchase_probability end
            as churn_probability
    from signals
    left join choices on choices.level = signals.level
    left join forecasts
        on forecasts.fit_number = signals.fit_number
        and forecasts.look_kind = signals.look_kind
        and forecasts.looked_at = cast(signals.looked_on as string)
        and forecasts.account_id = signals.account_id
)

select
    chances.account_id as customer_id,
    chances.months_ago,
    chances.looked_on,
    chances.churn_probability,
    chances.churn_probability >= policy.watch_above
        and coalesce(chances.log_overdue >= ln(policy.least_overdue_ratio), true) as is_warned
from chances
cross join policy
where chances.churn_probability is not null

-- How likely is an account to buy nothing within the horizon, and what would simpler rules say?
-- Every account has a row. A one-time buyer younger than one usual cycle is not told of: its silence says nothing yet. Never one minus the chance to be alive, which ranks worse than chance.
with

accounts as (
    select distinct level, account_id from staged.accounts
),

activity as (
    select * from metrics.account_activity
),

choices as (
    select * from metrics.churn_choices
),

origins as (
    select * from metrics.churn_origins where origin_number = 0
),

signals as (
    select * from metrics.churn_signals where look_kind = 'SCORED'
),

forecasts as (
    select * from metrics.churn_forecasts where look_kind = 'SCORED'
),

cycles as (
    select * from metrics.cycle_parameters
),

told as (
    select
        accounts.level,
        accounts.account_id,
        choices.churn_method as method,
        choices.choice_reason,
        choices.horizon_days,
        choices.baseline_model,
        choices.trained_count,
        case when choices.churn_method = 'LOGISTIC' then forecasts.churn_probability else signals.no_purchase_probability end
            as probability,
        case when choices.churn_method = 'LOGISTIC' then forecasts.churn_probability_low end as probability_low,
        case when choices.churn_method = 'LOGISTIC' then forecasts.churn_probability_high end as probability_high,
        signals.no_purchase_probability as baseline_probability,
        activity.days_since_last_occasion as silent_days,
        safe_div(activity.days_since_last_occasion, activity.mean_gap_days) as own_cadence_ratio,
        case
            when signals.account_id is null then 'NEVER_BOUGHT'
            when signals.repeat_count = 0 and signals.age_days < exp(cycles.m) then 'TOO_YOUNG'
            when choices.churn_method is null then coalesce(choices.churn_abstain_reason, 'TOO_FEW_OBSERVATIONS')
        end as abstain_reason
    from accounts
    left join origins on origins.level = accounts.level
    left join activity on activity.level = accounts.level and activity.account_id = accounts.account_id
    left join choices on choices.level = accounts.level
    left join signals on signals.fit_number = origins.fit_number and signals.account_id = accounts.account_id
    left join forecasts on forecasts.fit_number = origins.fit_number and forecasts.account_id = accounts.account_id
    left join cycles on cycles.level = accounts.level
)

select
    told.level,
    told.account_id,
    case when told.abstain_reason is null then told.probability end as churn_probability,
    case when told.abstain_reason is null then told.probability_low end as churn_probability_low,
    case when told.abstain_reason is null then told.probability_high end as churn_probability_high,
    told.horizon_days as churn_horizon_days,
    case when told.abstain_reason is null then told.method end as churn_method,
    told.choice_reason as churn_use_reason,
    told.trained_count as churn_n,
    told.abstain_reason as churn_abstain_reason,
    told.baseline_probability as p0_probability,
    told.baseline_model as p0_model,
    told.silent_days,
    case
        when told.silent_days is not null
            then cast(rank() over (
                partition by told.level
                order by told.silent_days desc nulls last
            ) as bigint)
    end as recency_rank,
    told.own_cadence_ratio
from told

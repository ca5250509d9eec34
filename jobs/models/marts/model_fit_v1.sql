-- How good are the models behind the numbers, and which of them count tonight?
-- Parameters and fits of tonight and of each origin, and the backtests beside the rules of thumb that a model must beat.
with

this_night as (
    select * from run.current
),

policy as (
    select * from config.model_fit
),

fits as (
    select * from metrics.fit_figures
),

backtests as (
    select * from metrics.backtest_figures
),

verdicts as (
    select * from metrics.model_verdicts
),

choices as (
    select * from metrics.purchase_model_choice
),

churn_choices as (
    select * from metrics.churn_choices
),

in_use as (
    select * from metrics.models_in_use
),

figures as (
    select
        level, estimator, model, fitted_on, figure_kind, figure, figure_value, figure_low, figure_high, n, status, abstain_reason
    from fits
    union all
    select
        level, estimator, model, fitted_on, figure_kind, figure, figure_value, figure_low, figure_high, n,
        cast(null as string) as status, abstain_reason
    from backtests
)

select
    this_night.as_of,
    figures.level,
    figures.estimator,
    figures.model,
    figures.fitted_on,
    figures.figure_kind,
    figures.figure,
    figures.figure_value,
    figures.figure_low,
    figures.figure_high,
    figures.n,
    figures.status,
    figures.abstain_reason,
    coalesce(in_use.model is not null and figures.fitted_on = this_night.as_of, false) as is_in_use,
    case
        when figures.estimator = 'purchase-models' then choices.choice_reason
        when figures.estimator = 'logistic' then churn_choices.choice_reason
    end as use_reason,
    coalesce(verdicts.verdict, churn_choices.verdict) as verdict,
    coalesce(verdicts.lost_count, churn_choices.lost_count) as lost_origin_count,
    coalesce(verdicts.no_skill_count, churn_choices.no_skill_count) as no_skill_origin_count,
    coalesce(verdicts.outranked_count, churn_choices.outranked_count) as outranked_origin_count,
    coalesce(verdicts.origin_count, churn_choices.origin_count) as origin_count,
    coalesce(verdicts.outranked_by, churn_choices.outranked_by) as outranked_by,
    coalesce(verdicts.replaced_by, churn_choices.replaced_by) as replaced_by,
    policy.rule_version
from figures
cross join this_night
cross join policy
left join choices on choices.level = figures.level
left join in_use
    on in_use.level = figures.level
    and in_use.estimator = figures.estimator
    and in_use.model = figures.model
left join churn_choices on figures.estimator = 'logistic' and churn_choices.level = figures.level
left join verdicts
    on figures.estimator = 'purchase-models'
    and verdicts.level = figures.level
    and verdicts.model = figures.model

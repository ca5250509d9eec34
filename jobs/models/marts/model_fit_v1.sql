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
    case figures.estimator
        when 'purchase-models' then coalesce(figures.model = choices.model, false)
        when 'rule-of-thumb' then false
        else coalesce(figures.status in ('FITTED', 'NO_BETWEEN_VARIANCE'), false)
    end as is_in_use,
    case when figures.estimator = 'purchase-models' then choices.choice_reason end as use_reason,
    verdicts.verdict,
    verdicts.lost_count as lost_origin_count,
    verdicts.origin_count,
    verdicts.replaced_by,
    policy.rule_version
from figures
cross join this_night
cross join policy
left join choices on choices.level = figures.level
left join verdicts
    on figures.estimator = 'purchase-models'
    and verdicts.level = figures.level
    and verdicts.model = figures.model

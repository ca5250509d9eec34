-- What came out of every backtest, one row a figure?
-- The n is the accounts of the origin; of precision_10 it is the tenth of them.
with

results as (
    select * from metrics.backtest_results
),

origins as (
    select * from metrics.backtest_origins
),

churn_results as (
    select * from metrics.churn_results
),

figures (figure, is_of_models) as (
    values
        ('base_rate', false),
        ('auc', false),
        ('precision_10', false),
        ('lift_10', false),
        ('brier', true),
        ('brier_skill', true),
        ('calibration_error', true),
        ('calibration_in_the_large', true),
        ('purchase_ratio', true),
        ('mean_absolute_error', true)
)

select
    results.level,
    case when results.is_model then 'purchase-models' else 'rule-of-thumb' end as estimator,
    results.score as model,
    origins.origin_on as fitted_on,
    'backtest' as figure_kind,
    figures.figure,
    case figures.figure
        when 'base_rate' then results.base_rate
        when 'auc' then results.auc
        when 'precision_10' then results.precision_10
        when 'lift_10' then results.lift_10
        when 'brier' then results.brier
        when 'brier_skill' then results.brier_skill
        when 'calibration_error' then results.calibration_error
        when 'calibration_in_the_large' then results.calibration_in_the_large
        when 'purchase_ratio' then results.purchase_ratio
        else results.mean_absolute_error
    end as figure_value,
    case figures.figure
        when 'base_rate' then wilson_low(results.silent_count, results.customer_count)
        when 'auc' then results.auc_low
        when 'precision_10' then results.precision_10_low
        when 'brier' then results.brier_low
    end as figure_low,
    case figures.figure
        when 'base_rate' then wilson_high(results.silent_count, results.customer_count)
        when 'auc' then results.auc_high
        when 'precision_10' then results.precision_10_high
        when 'brier' then results.brier_high
    end as figure_high,
    case when figures.figure = 'precision_10' then results.top_10_count else results.customer_count end as n,
    case
        when figures.figure = 'base_rate' then null
        when results.abstain_reason is not null then results.abstain_reason
        when figures.figure = 'purchase_ratio' and results.purchase_count = 0 then 'TOO_FEW_OBSERVATIONS'
    end as abstain_reason
from results
inner join figures on results.is_model or not figures.is_of_models
inner join origins on origins.level = results.level and origins.origin = results.origin
union all
select
    churn_results.level,
    'logistic' as estimator,
    'CHURN' as model,
    origins.origin_on as fitted_on,
    'backtest' as figure_kind,
    figures.figure,
    case figures.figure
        when 'base_rate' then churn_results.base_rate
        when 'auc' then churn_results.auc
        when 'precision_10' then churn_results.precision_10
        when 'lift_10' then churn_results.lift_10
        when 'brier' then churn_results.brier
        when 'brier_skill' then churn_results.brier_skill
        when 'calibration_error' then churn_results.calibration_error
        else churn_results.calibration_in_the_large
    end as figure_value,
    case figures.figure
        when 'base_rate' then wilson_low(churn_results.silent_count, churn_results.customer_count)
        when 'auc' then churn_results.auc_low
        when 'precision_10' then churn_results.precision_10_low
        when 'brier' then churn_results.brier_low
    end as figure_low,
    case figures.figure
        when 'base_rate' then wilson_high(churn_results.silent_count, churn_results.customer_count)
        when 'auc' then churn_results.auc_high
        when 'precision_10' then churn_results.precision_10_high
        when 'brier' then churn_results.brier_high
    end as figure_high,
    case when figures.figure = 'precision_10' then churn_results.top_10_count else churn_results.customer_count end as n,
    case when figures.figure <> 'base_rate' then churn_results.abstain_reason end as abstain_reason
from churn_results
inner join figures on figures.figure not in ('purchase_ratio', 'mean_absolute_error')
inner join origins on origins.level = churn_results.level and origins.origin = churn_results.origin

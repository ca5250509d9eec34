-- What did the models of amounts that are no Gamma-Gamma find, and what do the margins of segments tell?
-- Variances of logarithms and of rates have no interval of their own; means have one by their standard error.
with

this_night as (
    select * from run.current
),

spends as (
    select * from metrics.spend_models
),

margins as (
    select * from metrics.margin_segments
),

log_normal_figures (figure) as (
    values ('log_mean'), ('within_variance'), ('between_variance'), ('mean_amount')
),

margin_figures (figure) as (
    values ('mean_rate'), ('within_variance'), ('between_variance')
),

figures as (
    select
        spends.level,
        'log-normal-amount' as estimator,
        spends.stratum as model,
        log_normal_figures.figure,
        case log_normal_figures.figure
            when 'log_mean' then spends.log_mean
            when 'within_variance' then spends.log_within_variance
            when 'between_variance' then spends.log_between_variance
            else spends.mean_amount
        end as figure_value,
        case when log_normal_figures.figure = 'log_mean' then sqrt(spends.log_mean_variance) end as error,
        spends.customer_count as n
    from spends
    cross join log_normal_figures
    where spends.method = 'LOG_NORMAL'
    union all
    select
        level,
        'pooled-amount' as estimator,
        stratum as model,
        'mean_amount' as figure,
        mean_amount as figure_value,
        mean_amount * pooled_error as error,
        customer_count as n
    from spends
    where method = 'POOLED_MEAN'
    union all
    select
        margins.level,
        'pooled-margin' as estimator,
        margins.segment_name as model,
        margin_figures.figure,
        case margin_figures.figure
            when 'mean_rate' then margins.mean_rate
            when 'within_variance' then margins.within_variance
            else margins.between_variance
        end as figure_value,
        case when margin_figures.figure = 'mean_rate' then sqrt(margins.mean_rate_variance) end as error,
        margins.account_count as n
    from margins
    cross join margin_figures
)

select
    figures.level,
    figures.estimator,
    figures.model,
    this_night.as_of as fitted_on,
    'parameter' as figure_kind,
    figures.figure,
    figures.figure_value,
    figures.figure_value - z_90() * figures.error as figure_low,
    figures.figure_value + z_90() * figures.error as figure_high,
    figures.n,
    case when figures.figure_value is null then 'TOO_FEW_OBSERVATIONS' else 'FITTED' end as status,
    case when figures.figure_value is null then 'TOO_FEW_OBSERVATIONS' end as abstain_reason
from figures
cross join this_night

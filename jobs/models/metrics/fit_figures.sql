-- What did every estimator find, how sure is it of it, and how flat was the ground on which it stopped?
-- One row a figure. A parameter that is not identified has a row without a value, and the status says why. Intervals come from the standard error of the parameter's logarithm; where all accounts buy at one rate, only r / alpha is known, and neither of them has one.
with

this_night as (
    select * from run.current
),

purchase_models as (
    select * from metrics.purchase_models
),

backtest_fits as (
    select * from metrics.backtest_fits
),

origins as (
    select * from metrics.backtest_origins
),

cycles as (
    select * from metrics.cycle_parameters
),

spends as (
    select * from metrics.spend_models
),

priors as (
    select * from metrics.item_priors
),

amounts as (
    select * from metrics.amount_figures
),

prices as (
    select distinct
        effects, status, mean_elasticity, mean_elasticity_variance, tau2, sigma2, d0, s0_squared, customer_count, sweeps, last_change
    from metrics.price_priors
),

churn_fits as (
    select
        origins_of_churn.level,
        origins_of_churn.origin_on as fitted_on,
        parameters.signal,
        parameters.status,
        parameters.coefficient,
        parameters.coefficient_error,
        case when parameters.status = 'FITTED' then parameters.intercept_shift end as intercept_shift,
        parameters.penalty,
        parameters.account_count,
        parameters.log_likelihood,
        parameters.gradient_norm,
        parameters.evaluations
    from metrics.churn_parameters as parameters
    inner join metrics.churn_origins as origins_of_churn on origins_of_churn.fit_number = parameters.fit_number
    where parameters.status <> 'FITTED' or parameters.deviation > 0 or parameters.signal = 'intercept'
),

churn_figures (figure) as (
    values ('intercept_shift'), ('penalty'), ('log_likelihood'), ('gradient_norm'), ('evaluations')
),

purchase_fits as (
    select
        level, this_night.as_of as fitted_on, model, status, customer_count, r, alpha, a, b, s, beta,
        covariance_11, covariance_22, covariance_33, covariance_44, log_likelihood, gradient_norm, evaluations
    from purchase_models
    cross join this_night
    union all
    select
        backtest_fits.level, origins.origin_on as fitted_on, backtest_fits.model, backtest_fits.status,
        backtest_fits.customer_count, backtest_fits.r, backtest_fits.alpha, backtest_fits.a, backtest_fits.b,
        backtest_fits.s, backtest_fits.beta, backtest_fits.covariance_11, backtest_fits.covariance_22,
        backtest_fits.covariance_33, backtest_fits.covariance_44, backtest_fits.log_likelihood,
        backtest_fits.gradient_norm, backtest_fits.evaluations
    from backtest_fits
    inner join origins on origins.level = backtest_fits.level and origins.origin = backtest_fits.origin
),

purchase_figures (model_kind, figure) as (
    values
        ('ANY', 'r'),
        ('ANY', 'alpha'),
        ('BETA', 'a'),
        ('BETA', 'b'),
        ('PARETO', 's'),
        ('PARETO', 'beta'),
        ('ANY', 'log_likelihood'),
        ('ANY', 'gradient_norm'),
        ('ANY', 'evaluations')
),

spend_figures (figure) as (
    values ('p'), ('q'), ('gamma'), ('mean_amount'), ('log_likelihood'), ('gradient_norm'), ('evaluations')
),

cycle_figures (figure) as (
    values ('m'), ('sigma2'), ('tau2'), ('log_likelihood'), ('evaluations')
),

prior_figures (figure) as (
    values ('a'), ('b'), ('pooled_rate')
),

price_figures (figure) as (
    values ('mean_elasticity'), ('tau2'), ('sigma2'), ('d0'), ('s0_squared'), ('last_change'), ('evaluations')
),

figures as (
    select
        purchase_fits.level,
        'purchase-models' as estimator,
        purchase_fits.model,
        purchase_fits.fitted_on,
        purchase_figures.figure,
        case purchase_figures.figure
            when 'r' then purchase_fits.r
            when 'alpha' then purchase_fits.alpha
            when 'a' then purchase_fits.a
            when 'b' then purchase_fits.b
            when 's' then purchase_fits.s
            when 'beta' then purchase_fits.beta
            when 'log_likelihood' then purchase_fits.log_likelihood
            when 'gradient_norm' then purchase_fits.gradient_norm
            else cast(purchase_fits.evaluations as double)
        end as figure_value,
        case
            when purchase_fits.status = 'NO_BETWEEN_VARIANCE' and purchase_figures.figure in ('r', 'alpha', 'a', 'b', 's', 'beta') then null
            when purchase_figures.figure = 'r' then purchase_fits.covariance_11
            when purchase_figures.figure = 'alpha' then purchase_fits.covariance_22
            when purchase_figures.figure in ('a', 's') then purchase_fits.covariance_33
            when purchase_figures.figure in ('b', 'beta') then purchase_fits.covariance_44
        end as log_variance,
        cast(null as double) as figure_low,
        cast(null as double) as figure_high,
        purchase_fits.customer_count as n,
        purchase_fits.status
    from purchase_fits
    inner join purchase_figures
        on purchase_figures.model_kind = 'ANY'
        or (purchase_figures.model_kind = 'BETA' and purchase_fits.model in ('BG_NBD', 'MBG_NBD'))
        or (purchase_figures.model_kind = 'PARETO' and purchase_fits.model = 'PARETO_NBD')
    union all
    select
        spends.level,
        'gamma-gamma' as estimator,
        spends.stratum as model,
        this_night.as_of as fitted_on,
        spend_figures.figure,
        case spend_figures.figure
            when 'p' then spends.p
            when 'q' then spends.q
            when 'gamma' then spends.gamma
            when 'mean_amount' then case when spends.method = 'GAMMA_GAMMA' then spends.mean_amount end
            when 'log_likelihood' then spends.log_likelihood
            when 'gradient_norm' then spends.gradient_norm
            else cast(spends.evaluations as double)
        end as figure_value,
        case spend_figures.figure
            when 'p' then spends.log_p_variance
            when 'q' then spends.log_q_variance
            when 'gamma' then spends.log_gamma_variance
        end as log_variance,
        cast(null as double) as figure_low,
        cast(null as double) as figure_high,
        spends.customer_count as n,
        spends.status
    from spends
    cross join spend_figures
    cross join this_night
    union all
    select
        cycles.level,
        'log-normal-cycle' as estimator,
        'LOG_NORMAL_POOLED' as model,
        this_night.as_of as fitted_on,
        cycle_figures.figure,
        case cycle_figures.figure
            when 'm' then cycles.m
            when 'sigma2' then cycles.sigma2
            when 'tau2' then cycles.tau2
            when 'log_likelihood' then cycles.restricted_log_likelihood
            else cast(cycles.iterations as double)
        end as figure_value,
        cast(null as double) as log_variance,
        cast(null as double) as figure_low,
        cast(null as double) as figure_high,
        cycles.customer_count as n,
        cycles.status
    from cycles
    cross join cycle_figures
    cross join this_night
    union all
    select
        priors.level,
        'beta-binomial' as estimator,
        priors.item_kind as model,
        this_night.as_of as fitted_on,
        prior_figures.figure,
        case prior_figures.figure when 'a' then priors.a when 'b' then priors.b else priors.pooled_rate end as figure_value,
        cast(null as double) as log_variance,
        case when prior_figures.figure = 'pooled_rate' then priors.pooled_rate_low end as figure_low,
        case when prior_figures.figure = 'pooled_rate' then priors.pooled_rate_high end as figure_high,
        priors.buyer_count as n,
        priors.status
    from priors
    cross join prior_figures
    cross join this_night
    union all
    select
        'customer' as level,
        'price-slopes' as estimator,
        prices.effects as model,
        this_night.as_of as fitted_on,
        price_figures.figure,
        case price_figures.figure
            when 'mean_elasticity' then prices.mean_elasticity
            when 'tau2' then prices.tau2
            when 'sigma2' then prices.sigma2
            when 'd0' then prices.d0
            when 's0_squared' then prices.s0_squared
            when 'last_change' then prices.last_change
            else cast(prices.sweeps as double)
        end as figure_value,
        cast(null as double) as log_variance,
        case
            when price_figures.figure = 'mean_elasticity'
                then prices.mean_elasticity - z_90() * sqrt(prices.mean_elasticity_variance)
        end as figure_low,
        case
            when price_figures.figure = 'mean_elasticity'
                then prices.mean_elasticity + z_90() * sqrt(prices.mean_elasticity_variance)
        end as figure_high,
        prices.customer_count as n,
        case when price_figures.figure = 'd0' and prices.d0 is null and prices.tau2 is not null then 'EQUAL_SCATTER' else prices.status end as status
    from prices
    cross join price_figures
    cross join this_night
    union all
    select
        churn_fits.level,
        'logistic' as estimator,
        'CHURN' as model,
        churn_fits.fitted_on,
        churn_fits.signal as figure,
        churn_fits.coefficient as figure_value,
        cast(null as double) as log_variance,
        churn_fits.coefficient - z_90() * churn_fits.coefficient_error as figure_low,
        churn_fits.coefficient + z_90() * churn_fits.coefficient_error as figure_high,
        churn_fits.account_count as n,
        churn_fits.status
    from churn_fits
    union all
    select
        churn_fits.level,
        'logistic' as estimator,
        'CHURN' as model,
        churn_fits.fitted_on,
        churn_figures.figure,
        case churn_figures.figure
            when 'intercept_shift' then churn_fits.intercept_shift
            when 'penalty' then churn_fits.penalty
            when 'log_likelihood' then churn_fits.log_likelihood
            when 'gradient_norm' then churn_fits.gradient_norm
            else cast(churn_fits.evaluations as double)
        end as figure_value,
        cast(null as double) as log_variance,
        cast(null as double) as figure_low,
        cast(null as double) as figure_high,
        churn_fits.account_count as n,
        churn_fits.status
    from churn_fits
    cross join churn_figures
    where churn_fits.signal = 'intercept'
)

select
    level,
    estimator,
    model,
    fitted_on,
    case
        when figure in ('log_likelihood', 'gradient_norm', 'evaluations', 'last_change') then 'fit'
        else 'parameter'
    end as figure_kind,
    figure,
    figure_value,
    coalesce(
        figure_low,
        case when log_variance is not null and figure_value > 0 then exp(ln(figure_value) - z_90() * least(sqrt(log_variance), 100e0)) end
    ) as figure_low,
    coalesce(
        figure_high,
        case when log_variance is not null and figure_value > 0 then exp(ln(figure_value) + z_90() * least(sqrt(log_variance), 100e0)) end
    ) as figure_high,
    n,
    status,
    case when figure_value is null then status end as abstain_reason
from figures
union all
select
    level, estimator, model, fitted_on, figure_kind, figure, figure_value, figure_low, figure_high, n, status, abstain_reason
from amounts

-- What will an account's next occasions be worth?
-- Own amounts count as far as they are evidence; who never came back is expected to spend what the market does. The error holds what is not known of the parameters and of the own mean (the trigamma function of the posterior shape, by its recurrence and series).
with

statistics as (
    select * from metrics.spend_statistics
),

models as (
    select * from metrics.spend_models
),

strata as (
    select * from metrics.spend_strata
),

evidence as (
    select
        level,
        account_id,
        repeat_count,
        coalesce(mean_repeat_amount, 0e0) as mean_repeat_amount,
        case when mean_repeat_amount > 0 then cast(repeat_count as double) else 0e0 end as x,
        coalesce(safe_div(sum_log_amount, repeat_count), 0e0) as mean_log_amount,
        case when sum_log_amount is not null then cast(repeat_count as double) else 0e0 end as log_x
    from statistics
),

choices as (
    select
        evidence.level,
        evidence.account_id,
        coalesce(max(models.stratum) filter (where models.stratum <> 'ALL'), 'ALL') as stratum
    from evidence
    inner join strata
        on strata.level = evidence.level
        and strata.from_count <= evidence.repeat_count
        and (strata.to_count is null or evidence.repeat_count <= strata.to_count)
    inner join models
        on models.level = strata.level
        and models.stratum = strata.stratum
        and models.method <> 'NONE'
    group by evidence.level, evidence.account_id
),

gamma_gammas as (
    select
        evidence.level,
        evidence.account_id,
        safe_div(models.p * evidence.x, models.p * evidence.x + models.q - 1) as own_evidence_share,
        models.p * (models.gamma + evidence.x * evidence.mean_repeat_amount) / (models.p * evidence.x + models.q - 1)
            as expected_order_amount,
        models.p * evidence.x + models.q as posterior_shape,
        (models.q - 1) / (models.p * evidence.x + models.q - 1) as slope_p,
        -models.q / (models.p * evidence.x + models.q - 1) as slope_q,
        models.gamma / (models.gamma + evidence.x * evidence.mean_repeat_amount) as slope_gamma,
        models.log_p_variance,
        models.log_q_variance,
        models.log_gamma_variance,
        models.log_p_q_covariance,
        models.log_p_gamma_covariance,
        models.log_q_gamma_covariance
    from evidence
    inner join choices on choices.level = evidence.level and choices.account_id = evidence.account_id
    inner join models on models.level = choices.level and models.stratum = choices.stratum
    where models.method = 'GAMMA_GAMMA'
),

log_normal_shares as (
    select
        evidence.level,
        evidence.account_id,
        evidence.mean_log_amount,
        models.log_mean,
        models.log_mean_variance,
        models.log_within_variance,
        models.log_between_variance,
        safe_div(
            evidence.log_x * models.log_between_variance,
            evidence.log_x * models.log_between_variance + models.log_within_variance
        ) as own_evidence_share
    from evidence
    inner join choices on choices.level = evidence.level and choices.account_id = evidence.account_id
    inner join models on models.level = choices.level and models.stratum = choices.stratum
    where models.method = 'LOG_NORMAL'
),

expectations as (
    select
        level,
        account_id,
        own_evidence_share,
        expected_order_amount,
        slope_p * slope_p * log_p_variance
            + slope_q * slope_q * log_q_variance
            + slope_gamma * slope_gamma * log_gamma_variance
            + 2 * slope_p * slope_q * log_p_q_covariance
            + 2 * slope_p * slope_gamma * log_p_gamma_covariance
            + 2 * slope_q * slope_gamma * log_q_gamma_covariance as parameter_variance,
        1e0 / (posterior_shape * posterior_shape)
            + 1e0 / ((posterior_shape + 1) * (posterior_shape + 1))
            + 1e0 / ((posterior_shape + 2) * (posterior_shape + 2))
            + 1e0 / ((posterior_shape + 3) * (posterior_shape + 3))
            + 1e0 / (posterior_shape + 4)
            + 1e0 / (2 * power(posterior_shape + 4, 2))
            + 1e0 / (6 * power(posterior_shape + 4, 3))
            - 1e0 / (30 * power(posterior_shape + 4, 5))
            + 1e0 / (42 * power(posterior_shape + 4, 7)) as own_variance
    from gamma_gammas
    union all
    select
        level,
        account_id,
        own_evidence_share,
        exp(
            log_mean
                + own_evidence_share * (mean_log_amount - log_mean)
                + (log_within_variance + log_between_variance * (1 - own_evidence_share)) / 2
        ) as expected_order_amount,
        (1 - own_evidence_share) * (1 - own_evidence_share) * log_mean_variance as parameter_variance,
        log_between_variance * (1 - own_evidence_share) as own_variance
    from log_normal_shares
    union all
    select
        choices.level,
        choices.account_id,
        0e0 as own_evidence_share,
        models.mean_amount as expected_order_amount,
        models.pooled_error * models.pooled_error as parameter_variance,
        0e0 as own_variance
    from choices
    inner join models on models.level = choices.level and models.stratum = choices.stratum
    where models.method = 'POOLED_MEAN'
)

select
    evidence.level,
    evidence.account_id,
    evidence.repeat_count,
    choices.stratum as spend_stratum,
    models.method as expected_order_method,
    case when expectations.expected_order_amount is null then 'TOO_FEW_OBSERVATIONS' end as expected_order_abstain_reason,
    expectations.own_evidence_share,
    expectations.expected_order_amount,
    case
        when expectations.parameter_variance is not null
            then least(sqrt(greatest(expectations.parameter_variance, 0e0) + expectations.own_variance), 5e0)
    end as expected_order_error
from evidence
left join choices on choices.level = evidence.level and choices.account_id = evidence.account_id
left join models on models.level = choices.level and models.stratum = choices.stratum
left join expectations on expectations.level = evidence.level and expectations.account_id = evidence.account_id

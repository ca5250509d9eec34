-- How much of what it would have bought did an account buy in the half year after a quality incident?
-- Its own purchases count as far as they are evidence, the rest is what incidents did to all: (k + observed) / (k / that + expected), of rates that are Gamma. Where nothing was to be expected, nothing can be told.
with

accounts as (
    select distinct level, account_id from staged.accounts
),

exposures as (
    select * from metrics.incident_exposures where is_incident
),

expectations as (
    select * from metrics.incident_expectations
),

baselines as (
    select * from metrics.incident_baselines
),

effects as (
    select * from metrics.incident_effects where stratum_kind = 'ALL'
),

policy as (
    select * from config.incident_tolerance
),

night as (
    select * from run.current
),

flags as (
    select count(is_quality_incident) > 0 as has_flags from staged.complaints
),

sources as (
    select * from metrics.relationship_sources
),

joined as (
    select
        accounts.level,
        accounts.account_id,
        exposures.exposed_on,
        exposures.severity,
        exposures.resolution_days,
        exposures.pre_count,
        exposures.post_count,
        expectations.expected_count,
        1 + effects.incident_effect as usual_tolerance,
        case
            when baselines.prior_purchases < policy.max_prior_purchases then baselines.prior_purchases
            else cast(policy.max_prior_purchases as double)
        end as prior_purchases,
        days_between(exposures.exposed_on, night.as_of) as age_days,
        exposures.exposed_on + cast(policy.window_days as integer) <= months_before(night.as_of, 3) as was_known,
        case
            when sources.complaints_abstain_reason is not null then sources.complaints_abstain_reason
            when exposures.account_id is null and not flags.has_flags then 'SOURCE_MISSING'
            when exposures.account_id is null then 'NO_INCIDENT'
            when exposures.exposure_abstain_reason is not null then exposures.exposure_abstain_reason
            when effects.incident_effect is null then 'TOO_FEW_OBSERVATIONS'
            when expectations.expected_count = 0 then 'NOTHING_EXPECTED'
        end as abstain_reason
    from accounts
    cross join policy
    cross join night
    cross join flags
    inner join sources on sources.level = accounts.level and sources.account_id = accounts.account_id
    left join exposures on exposures.level = accounts.level and exposures.account_id = accounts.account_id
    left join expectations on expectations.level = accounts.level and expectations.account_id = accounts.account_id
    left join baselines on baselines.level = accounts.level
    left join effects on effects.level = accounts.level
),

shapes as (
    select
        joined.*,
        prior_purchases + post_count as shape,
        safe_div(prior_purchases, usual_tolerance) + expected_count as rate
    from joined
    where abstain_reason is null
),

-- Quantiles of a Gamma by the cube of a normal (Wilson and Hilferty 1931).
estimates as (
    select
        level,
        account_id,
        safe_div(shape, rate) as tolerance,
        safe_div(shape * power(1 - safe_div(1, 9 * shape) - safe_div(z_90(), 3 * sqrt(shape)), 3), rate) as quantile_low,
        safe_div(shape * power(1 - safe_div(1, 9 * shape) + safe_div(z_90(), 3 * sqrt(shape)), 3), rate) as quantile_high,
        safe_div(expected_count, rate) as own_evidence_share
    from shapes
)

select
    joined.level,
    joined.account_id,
    joined.exposed_on as incident_on,
    joined.age_days as incident_age_days,
    joined.severity,
    joined.resolution_days,
    joined.pre_count,
    joined.post_count,
    case when joined.abstain_reason is null then joined.expected_count end as expected_count,
    estimates.tolerance as incident_tolerance,
    case
        when estimates.quantile_low < 0 then 0e0
        when estimates.quantile_low > estimates.tolerance then estimates.tolerance
        else estimates.quantile_low
    end as incident_tolerance_low,
    case when estimates.quantile_high < estimates.tolerance then estimates.tolerance else estimates.quantile_high end as incident_tolerance_high,
    estimates.own_evidence_share,
    case when joined.was_known then estimates.tolerance end as incident_tolerance_3m_ago,
    joined.abstain_reason as tolerance_abstain_reason
from joined
left join estimates on estimates.level = joined.level and estimates.account_id = joined.account_id

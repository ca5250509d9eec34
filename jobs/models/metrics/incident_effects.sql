-- How many purchases does a quality incident cost?
-- What was bought over what would have been (incident_expectations), less one. The interval is Fieller's (1954) for a ratio; the line's error is White's (1980), which holds where large buyers scatter more.
with

exposures as (
    select * from metrics.incident_exposures
    where is_incident and exposure_abstain_reason is null
),

expectations as (
    select * from metrics.incident_expectations
),

baselines as (
    select * from metrics.incident_baselines
),

policy as (
    select * from config.incident_tolerance
),

cases as (
    select
        exposures.*,
        expectations.expected_count,
        case
            when exposures.resolution_days > policy.slow_resolution_days then 'SLOW'
            when exposures.resolution_days is not null then 'FAST'
            else 'OPEN'
        end as resolution
    from exposures
    cross join policy
    left join expectations on expectations.level = exposures.level and expectations.account_id = exposures.account_id
),

strata as (
    select level, 'ALL' as stratum_kind, 'ALL' as stratum, pre_count, post_count, expected_count from cases
    union all
    select level, 'SEVERITY' as stratum_kind, severity as stratum, pre_count, post_count, expected_count
    from cases
    where severity is not null
    union all
    select level, 'RESOLUTION' as stratum_kind, resolution as stratum, pre_count, post_count, expected_count from cases
),

sums as (
    select
        level,
        stratum_kind,
        stratum,
        count(*) as incident_count,
        cast(sum(pre_count) as bigint) as pre_sum,
        cast(sum(post_count) as bigint) as observed_count,
        cast(sum(post_count * post_count) as bigint) as post_square_sum,
        cast(sum(fixed(expected_count)) as double) as expected_count,
        cast(sum(fixed(expected_count * expected_count)) as double) as expected_square_sum,
        cast(sum(fixed(expected_count * post_count)) as double) as product_sum
    from strata
    group by level, stratum_kind, stratum
),

errors as (
    select
        sums.*,
        baselines.control_count,
        cast(sums.incident_count as double) * sums.incident_count * baselines.mean_variance
            + 2 * cast(sums.incident_count as double) * (sums.pre_sum - sums.incident_count * baselines.mean_pre) * baselines.covariance
            + (sums.pre_sum - sums.incident_count * baselines.mean_pre)
            * (sums.pre_sum - sums.incident_count * baselines.mean_pre) * baselines.slope_variance as expected_variance
    from sums
    left join baselines on baselines.level = sums.level
),

-- The ratios that are no further from the observed one than its error: q2 R² - 2 q1 R + q0 <= 0.
quadratics as (
    select
        errors.*,
        expected_count * expected_count - z_90() * z_90() * (expected_square_sum + expected_variance) as q2,
        expected_count * observed_count - z_90() * z_90() * product_sum as q1,
        cast(observed_count as double) * observed_count - z_90() * z_90() * post_square_sum as q0
    from errors
),

ratios as (
    select
        quadratics.*,
        case
            when control_count is null then 'NO_BASELINE'
            when incident_count < policy.min_incidents or observed_count = 0 or expected_count <= 0 or q2 <= 0 then 'TOO_FEW_OBSERVATIONS'
        end as effect_abstain_reason
    from quadratics
    cross join policy
)

select
    level,
    stratum_kind,
    stratum,
    incident_count,
    coalesce(control_count, 0) as control_count,
    observed_count,
    expected_count,
    case when effect_abstain_reason is null then safe_div(observed_count, expected_count) - 1 end as incident_effect,
    case
        when effect_abstain_reason is null
            then safe_div(q1 - sqrt(case when q1 * q1 > q2 * q0 then q1 * q1 - q2 * q0 else 0e0 end), q2) - 1
    end as incident_effect_low,
    case
        when effect_abstain_reason is null
            then safe_div(q1 + sqrt(case when q1 * q1 > q2 * q0 then q1 * q1 - q2 * q0 else 0e0 end), q2) - 1
    end as incident_effect_high,
    case when effect_abstain_reason is null then 'LINEAR_NBD_BASELINE' end as effect_method,
    effect_abstain_reason
from ratios

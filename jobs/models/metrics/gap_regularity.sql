-- How clock-like does an account buy (Wheat and Morrison 1990)?
-- 1 is pure chance, more is more regular. From disjoint pairs of consecutive gaps: the first gap's part of the pair varies by 1 / (4 (2k + 1)) around one half.
with

gaps as (
    select
        level,
        account_id,
        occasion_number - 1 as gap_number,
        cast(gap_days as double) as gap_days,
        cast(lag(gap_days) over (partition by level, account_id order by occasion_number asc nulls last) as double) as previous_gap_days
    from metrics.account_occasions
),

policy as (
    select * from config.repurchase
),

deviations as (
    select
        level,
        account_id,
        safe_div(previous_gap_days, previous_gap_days + gap_days) - 0.5e0 as deviation
    from gaps
    where gap_number % 2 = 0 and gap_number > 0
),

variances as (
    select
        level,
        account_id,
        count(*) as pair_count,
        safe_div(cast(sum(fixed(deviation * deviation)) as double), count(*)) as variance
    from deviations
    group by level, account_id
),

shapes as (
    select
        variances.level,
        variances.account_id,
        variances.pair_count,
        variances.variance,
        variances.pair_count >= policy.regularity_pairs as has_enough_pairs,
        safe_div(safe_div(0.25e0, variances.variance) - 1, 2) as shape
    from variances
    cross join policy
),

errors as (
    select
        level,
        account_id,
        pair_count,
        variance,
        has_enough_pairs,
        shape,
        z_90() * sqrt(safe_div(
            safe_div(3, 16 * (2 * shape + 1) * (2 * shape + 3)) - variance * variance, pair_count
        )) as variance_margin
    from shapes
)

select
    level,
    account_id,
    pair_count,
    case when has_enough_pairs then shape end as regularity,
    case
        when has_enough_pairs then greatest(0e0, safe_div(safe_div(0.25e0, variance + variance_margin) - 1, 2))
    end as regularity_low,
    case
        when has_enough_pairs and variance > variance_margin then safe_div(safe_div(0.25e0, variance - variance_margin) - 1, 2)
    end as regularity_high,
    case
        when not has_enough_pairs then 'TOO_FEW_OBSERVATIONS'
        when shape is null then 'NO_GAP_VARIATION'
    end as regularity_abstain_reason
from errors

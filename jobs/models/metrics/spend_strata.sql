-- Do those who buy more often also spend more each time, and into which thirds by frequency are they then divided?
-- Equal frequencies are never split. Products are wide enough to hold squared money. The lowest third also takes those who never came back.
with

statistics as (
    select * from metrics.spend_statistics
),

policy as (
    select * from config.spend
),

levels as (
    select distinct level from statistics
),

repeaters as (
    select
        level,
        repeat_count,
        cast(mean_repeat_amount as decimal(18, 4)) as mean_amount
    from statistics
    where mean_repeat_amount > 0
),

centres as (
    select
        level,
        cast(safe_div(sum(repeat_count), count(*)) as decimal(18, 4)) as centre_count,
        cast(safe_div(sum(mean_amount), count(*)) as decimal(18, 4)) as centre_amount
    from repeaters
    group by level
),

deviations as (
    select
        repeaters.level,
        cast(repeaters.repeat_count - centres.centre_count as decimal(18, 4)) as of_count,
        cast(repeaters.repeat_count - centres.centre_count as decimal(19, 4)) as of_wide_count,
        cast(repeaters.mean_amount - centres.centre_amount as decimal(18, 4)) as of_amount,
        cast(repeaters.mean_amount - centres.centre_amount as decimal(19, 4)) as of_wide_amount
    from repeaters
    inner join centres on centres.level = repeaters.level
),

moments as (
    select
        level,
        count(*) as account_count,
        cast(sum(of_count) as double) as of_count,
        cast(sum(of_amount) as double) as of_amount,
        cast(sum(of_wide_count * of_count) as double) as of_squared_count,
        cast(sum(of_wide_amount * of_amount) as double) as of_squared_amount,
        cast(sum(of_count * of_wide_amount) as double) as of_product
    from deviations
    group by level
),

correlations as (
    select
        level,
        account_count,
        safe_div(
            account_count * of_product - of_count * of_amount,
            sqrt(greatest(account_count * of_squared_count - of_count * of_count, 0e0))
                * sqrt(greatest(account_count * of_squared_amount - of_amount * of_amount, 0e0))
        ) as correlation
    from moments
),

frequencies as (
    select
        level,
        repeat_count,
        sum(count(*)) over (partition by level order by repeat_count asc nulls last) as cumulative_count
    from repeaters
    group by level, repeat_count
),

cuts as (
    select
        correlations.level,
        min(frequencies.repeat_count) filter (where 3 * frequencies.cumulative_count >= correlations.account_count) as low_to,
        min(frequencies.repeat_count) filter (where 3 * frequencies.cumulative_count >= 2 * correlations.account_count) as middle_to,
        max(frequencies.repeat_count) as high_to
    from correlations
    cross join policy
    inner join frequencies on frequencies.level = correlations.level
    where abs(correlations.correlation) >= policy.correlation_limit
        and correlations.account_count >= 3 * policy.stratum_min_accounts
    group by correlations.level
),

strata as (
    select
        level,
        'ALL' as stratum,
        cast(0 as bigint) as from_count,
        cast(null as bigint) as to_count
    from levels
    union all
    select
        level,
        'LOW' as stratum,
        cast(0 as bigint) as from_count,
        case when high_to > low_to then low_to end as to_count
    from cuts
    union all
    select
        level,
        'MIDDLE' as stratum,
        low_to + 1 as from_count,
        case when high_to > middle_to then middle_to end as to_count
    from cuts
    where middle_to > low_to
    union all
    select
        level,
        'HIGH' as stratum,
        middle_to + 1 as from_count,
        cast(null as bigint) as to_count
    from cuts
    where high_to > middle_to
)

select
    strata.level,
    strata.stratum,
    strata.from_count,
    strata.to_count,
    coalesce(correlations.account_count, 0) as account_count,
    correlations.correlation
from strata
left join correlations on correlations.level = strata.level

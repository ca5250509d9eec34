-- Of accounts that once were silent for so long, what share came back within the horizon?
-- Silences that are not yet that old count as long as they are (Kaplan and Meier 1958); the share is drawn to that of all silences as far as there are few.
with

silences as (
    select * from metrics.account_silences
),

bands as (
    select * from config.winback_bands
),

policy as (
    select * from config.winback
),

levels as (
    select distinct level from staged.accounts
),

entered as (
    select
        silences.level,
        bands.band,
        silences.returned_on is not null as is_return,
        silences.silent_days - cast(ceil(bands.from_limits * silences.lapsed_after_days) as integer) as followed_days
    from silences
    inner join bands on silences.silent_days > ceil(bands.from_limits * silences.lapsed_after_days)
),

days as (
    select
        level,
        band,
        followed_days,
        count(*) as left_count,
        count(*) filter (where is_return) as return_count
    from entered
    group by level, band, followed_days
),

at_risk as (
    select
        days.*,
        sum(left_count) over (
            partition by level, band
            order by followed_days desc nulls last
            rows between unbounded preceding and current row
        ) as risk_count
    from days
),

curves as (
    select
        at_risk.level,
        at_risk.band,
        cast(sum(left_count) as bigint) as spell_count,
        cast(sum(case when followed_days > policy.horizon_days then left_count when followed_days <= policy.horizon_days then return_count end) as bigint)
            as known_count,
        cast(sum(case when followed_days <= policy.horizon_days then return_count else 0 end) as bigint) as return_count,
        case
            when max(case when followed_days <= policy.horizon_days and return_count = risk_count then 1 else 0 end) = 1 then 0e0
            else exp(cast(coalesce(sum(
                case
                    when followed_days <= policy.horizon_days and return_count > 0
                        then fixed_small(ln(1e0 - safe_div(return_count, risk_count)))
                end
            ), 0) as double))
        end as silent_share
    from at_risk
    cross join policy
    group by at_risk.level, at_risk.band
),

pooled as (
    select
        level,
        cast(sum(known_count) as bigint) as known_count,
        safe_div(sum(return_count), sum(known_count)) as pooled_rate
    from curves
    group by level
),

filled as (
    select
        levels.level,
        bands.band,
        bands.from_limits,
        coalesce(curves.spell_count, 0) as spell_count,
        coalesce(curves.known_count, 0) as known_count,
        coalesce(curves.return_count, 0) as return_count,
        1e0 - curves.silent_share as observed_rate,
        pooled.pooled_rate,
        policy.prior_spells
    from levels
    cross join bands
    cross join policy
    left join curves on curves.level = levels.level and curves.band = bands.band
    left join pooled on pooled.level = levels.level
),

shrunk as (
    select
        filled.*,
        case
            when known_count = 0 then pooled_rate
            else (known_count * observed_rate + prior_spells * pooled_rate) / (known_count + prior_spells)
        end as return_rate
    from filled
)

select
    level,
    band,
    from_limits,
    spell_count,
    known_count,
    return_count,
    observed_rate,
    return_rate,
    wilson_low(return_rate * (known_count + prior_spells), cast(known_count + prior_spells as double)) as return_rate_low,
    wilson_high(return_rate * (known_count + prior_spells), cast(known_count + prior_spells as double)) as return_rate_high,
    case when return_rate is null then 'TOO_FEW_OBSERVATIONS' end as return_rate_abstain_reason
from shrunk

-- Of accounts that once were silent for so long, what share came back within the horizon?
-- Silences that are not yet that old count as long as they are (Kaplan and Meier 1958); where there are few, the share is drawn to that of shorter ones.
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
        safe_div(
            sum(
                return_count * case when followed_days <= policy.horizon_days then policy.horizon_days else 0 end
                    + (left_count - case when followed_days <= policy.horizon_days then return_count else 0 end)
                    * least(followed_days, policy.horizon_days)
            ),
            max(policy.horizon_days)
        ) as followed_count,
        cast(sum(case when followed_days <= policy.horizon_days then return_count else 0 end) as bigint) as return_count,
        case
            when max(case when followed_days <= policy.horizon_days and return_count = risk_count then 1 else 0 end) = 1 then 0e0
            else exp(cast(coalesce(sum(
                case
                    when followed_days <= policy.horizon_days and return_count > 0 and return_count < risk_count
                        then fixed_small(ln(1e0 - safe_div(return_count, risk_count)))
                end
            ), 0) as double))
        end as silent_share
    from at_risk
    cross join policy
    group by at_risk.level, at_risk.band
),

-- The shortest silence of the policy that is a lapse.
lapses as (
    select min(from_limits) as from_limits
    from bands
    where from_limits >= 1
),

-- A silence that goes on makes no return likelier, so a longer one starts from the smallest share of the shorter ones.
filled as (
    select
        levels.level,
        bands.band,
        bands.from_limits,
        coalesce(curves.spell_count, 0) as spell_count,
        coalesce(curves.followed_count, 0e0) as followed_count,
        coalesce(curves.return_count, 0) as return_count,
        1e0 - curves.silent_share as observed_rate,
        min(case when bands.from_limits >= lapses.from_limits then 1e0 - curves.silent_share end) over (
            partition by levels.level
            order by bands.from_limits asc nulls last
            rows between unbounded preceding and 1 preceding
        ) as prior_rate
    from levels
    cross join bands
    cross join lapses
    left join curves on curves.level = levels.level and curves.band = bands.band
),

weighed as (
    select
        filled.*,
        case when filled.prior_rate is null then 0e0 else cast(policy.prior_spells as double) end as prior_spells
    from filled
    cross join policy
),

shrunk as (
    select
        weighed.*,
        case
            when observed_rate is null then prior_rate
            when prior_rate is null then observed_rate
            else (followed_count * observed_rate + prior_spells * prior_rate) / (followed_count + prior_spells)
        end as return_rate
    from weighed
)

select
    level,
    band,
    from_limits,
    spell_count,
    followed_count,
    return_count,
    observed_rate,
    return_rate,
    wilson_low(return_rate * (followed_count + prior_spells), followed_count + prior_spells) as return_rate_low,
    wilson_high(return_rate * (followed_count + prior_spells), followed_count + prior_spells) as return_rate_high,
    case when return_rate is null then 'TOO_FEW_OBSERVATIONS' end as return_rate_abstain_reason
from shrunk

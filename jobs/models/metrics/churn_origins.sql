-- From which days do we tell who will fall silent, and from which earlier day was that learned?
-- Tonight and each origin of the backtests. Learned in the same season of the year before where two years of records lie behind an origin, else one horizon earlier; either way the outcome is complete by the origin.
with

this_night as (
    select * from run.current
),

backtests as (
    select * from metrics.backtest_origins
),

occasions as (
    select level, min(ordered_on) as records_from_on
    from metrics.account_occasions
    group by level
),

origins as (
    select level, origin_number, origin_on, horizon_days
    from backtests
    union all
    select distinct
        backtests.level,
        cast(0 as integer) as origin_number,
        this_night.as_of as origin_on,
        backtests.horizon_days
    from backtests
    cross join this_night
),

seasons as (
    select
        origins.*,
        coalesce(occasions.records_from_on <= months_before(origins.origin_on, 24) and origins.horizon_days <= 365, false)
            as has_two_years
    from origins
    left join occasions on occasions.level = origins.level
)

select
    level,
    origin_number,
    cast(row_number() over (order by level asc nulls last, origin_number asc nulls last) as integer) as fit_number,
    cast(origin_on as string) as origin,
    origin_on,
    horizon_days,
    case when has_two_years then 'SEASON_MATCHED' else 'INTERCEPT_CORRECTED' end as training_method,
    case when has_two_years then months_before(origin_on, 12) else origin_on - horizon_days end as trained_on
from seasons

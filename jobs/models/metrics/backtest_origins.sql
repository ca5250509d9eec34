-- From which earlier days do we forecast, and how many days later are the forecasts held to what happened?
-- Origins lie one horizon apart, so every label is complete and no purchase is counted twice. A horizon shorter than twice the usual cycle would call every pause a loss.
with

this_night as (
    select * from run.current
),

policy as (
    select * from config.model_fit
),

cycles as (
    select * from metrics.cycle_parameters
),

levels as (
    select distinct level from staged.accounts
),

horizons as (
    select
        levels.level,
        cast(case
            when 2 * exp(cycles.m) > policy.horizon_days then floor(least(2 * exp(cycles.m), 3650e0) + 0.5e0)
            else policy.horizon_days
        end as integer) as horizon_days
    from levels
    cross join policy
    left join cycles on cycles.level = levels.level
),

origins as (
    select
        horizons.level,
        cast(numbers.n as integer) as origin_number,
        this_night.as_of - cast(numbers.n * horizons.horizon_days as integer) as origin_on,
        horizons.horizon_days
    from horizons
    cross join this_night
    cross join policy
    cross join int_series(1, 40) as numbers
    where numbers.n <= policy.origin_count
)

select
    level,
    origin_number,
    cast(origin_on as string) as origin,
    origin_on,
    horizon_days,
    origin_on + horizon_days as ends_on
from origins

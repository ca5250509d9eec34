-- At which days are accounts looked at for the churn model, and what for?
-- TRAINING: who was there and what became of it; SCORED: who is told of at the origin; WATCHED: how those who are told of tonight looked at earlier month ends.
with

origins as (
    select * from metrics.churn_origins
),

months as (
    select * from metrics.trailing_months
),

policy as (
    select * from config.early_warning
)

select
    fit_number,
    'TRAINING' as look_kind,
    trained_on as looked_on,
    level,
    origin,
    horizon_days,
    cast(null as integer) as months_ago
from origins
union all
select
    fit_number,
    'SCORED' as look_kind,
    origin_on as looked_on,
    level,
    origin,
    horizon_days,
    case when origin_number = 0 then cast(0 as integer) end as months_ago
from origins
union all
select
    origins.fit_number,
    'WATCHED' as look_kind,
    months.to_on as looked_on,
    origins.level,
    origins.origin,
    origins.horizon_days,
    cast(months.months_ago as integer) as months_ago
from origins
cross join policy
inner join months on months.months_ago between 1 and policy.watched_months
where origins.origin_number = 0

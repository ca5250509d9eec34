-- On which days do we look at what is owed: tonight, and some months ago?
-- The earlier day is trend_months of policy account_risk back.
with

night as (
    select * from run.current
),

policy as (
    select * from config.account_risk
)

select
    0 as months_ago,
    as_of as snapshot_on
from night
union all
select
    cast(policy.trend_months as integer) as months_ago,
    months_before(night.as_of, cast(policy.trend_months as integer)) as snapshot_on
from night
cross join policy

-- What would have been bought after each quality incident without it?
-- The line of incident_baselines at what was bought before; a line that falls below 0 expects nothing.
with

exposures as (
    select * from metrics.incident_exposures
    where is_incident and exposure_abstain_reason is null
),

baselines as (
    select * from metrics.incident_baselines
),

lines as (
    select
        exposures.*,
        baselines.intercept + baselines.slope * exposures.pre_count as line_count
    from exposures
    inner join baselines on baselines.level = exposures.level
)

select
    level,
    account_id,
    case when line_count < 0 then 0e0 else line_count end as expected_count
from lines

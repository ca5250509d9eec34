-- By which model do we forecast tonight, and why?
-- The MBG/NBD where it is fitted and has not lost its backtests to the NBD, else the NBD, which knows no dropping out; else none.
with

models as (
    select * from metrics.purchase_models
),

verdicts as (
    select * from metrics.model_verdicts where model = 'MBG_NBD'
),

statuses as (
    select
        level,
        max(case when model = 'MBG_NBD' then status end) as default_status,
        max(case when model = 'NBD' then status end) as fallback_status
    from models
    group by level
)

select
    statuses.level,
    case
        when default_status in ('FITTED', 'NO_BETWEEN_VARIANCE')
            and verdicts.replaced_by is not null
            and fallback_status in ('FITTED', 'NO_BETWEEN_VARIANCE')
            then 'NBD'
        when default_status in ('FITTED', 'NO_BETWEEN_VARIANCE') then 'MBG_NBD'
        when fallback_status in ('FITTED', 'NO_BETWEEN_VARIANCE') then 'NBD'
    end as model,
    case
        when default_status in ('FITTED', 'NO_BETWEEN_VARIANCE')
            and verdicts.replaced_by is not null
            and fallback_status in ('FITTED', 'NO_BETWEEN_VARIANCE')
            then 'BASELINE_WINS'
        when default_status in ('FITTED', 'NO_BETWEEN_VARIANCE') then 'DEFAULT'
        when fallback_status in ('FITTED', 'NO_BETWEEN_VARIANCE') then default_status
        when fallback_status in ('ONE_CUSTOMER', 'NO_REPEATS') then 'TOO_FEW_OBSERVATIONS'
        else fallback_status
    end as choice_reason
from statuses
left join verdicts on verdicts.level = statuses.level

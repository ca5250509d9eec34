-- By which model do we forecast tonight, and why?
-- The MBG/NBD where it is fitted, else the NBD, which knows no dropping out; else none.
with

models as (
    select * from metrics.purchase_models
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
    level,
    case
        when default_status in ('FITTED', 'NO_BETWEEN_VARIANCE') then 'MBG_NBD'
        when fallback_status in ('FITTED', 'NO_BETWEEN_VARIANCE') then 'NBD'
    end as model,
    case
        when default_status in ('FITTED', 'NO_BETWEEN_VARIANCE') then 'DEFAULT'
        when fallback_status in ('FITTED', 'NO_BETWEEN_VARIANCE') then default_status
        when fallback_status in ('ONE_CUSTOMER', 'NO_REPEATS') then 'TOO_FEW_OBSERVATIONS'
        else fallback_status
    end as choice_reason
from statuses

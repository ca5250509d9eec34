-- By which model do we forecast tonight, by which parameters, and why?
-- The MBG/NBD where it is fitted and did not lose its backtests, else the NBD, which knows no dropping out; else none. That what forecasts has no skill, or is outranked, counts more than how it was chosen.
with

models as (
    select * from metrics.purchase_models
),

verdicts as (
    select * from metrics.model_verdicts
),

candidates as (
    select
        models.level,
        max(case when models.model = 'MBG_NBD' then models.status end) as default_status,
        max(case when models.model = 'MBG_NBD' then verdicts.verdict end) as default_verdict,
        max(case when models.model = 'NBD' then models.status end) as fallback_status,
        max(case when models.model = 'NBD' then verdicts.verdict end) as fallback_verdict
    from models
    left join verdicts on verdicts.level = models.level and verdicts.model = models.model
    group by models.level
),

reasons as (
    select
        candidates.*,
        fallback_status in ('FITTED', 'NO_BETWEEN_VARIANCE') as is_fallback_usable,
        case
            when default_status not in ('FITTED', 'NO_BETWEEN_VARIANCE') then default_status
            when default_verdict = 'LOSES' then 'BASELINE_WINS'
        end as default_fault
    from candidates
),

chosen as (
    select
        reasons.*,
        case
            when default_fault is null then 'MBG_NBD'
            when is_fallback_usable then 'NBD'
        end as model,
        case
            when default_fault is null or is_fallback_usable then default_fault
            when fallback_status in ('ONE_CUSTOMER', 'NO_REPEATS') then 'TOO_FEW_OBSERVATIONS'
            else 'NOT_CONVERGED'
        end as dropout_abstain_reason
    from reasons
)

select
    chosen.level,
    chosen.model,
    case
        when chosen.model = 'MBG_NBD' and chosen.default_verdict in ('NO_SKILL', 'OUTRANKED') then chosen.default_verdict
        when chosen.model = 'NBD' and chosen.fallback_verdict = 'NO_SKILL' then chosen.fallback_verdict
        else coalesce(chosen.dropout_abstain_reason, 'DEFAULT')
    end as choice_reason,
    chosen.dropout_abstain_reason,
    models.r,
    models.alpha,
    models.a,
    models.b,
    models.covariance_11,
    models.covariance_12,
    models.covariance_13,
    models.covariance_14,
    models.covariance_22,
    models.covariance_23,
    models.covariance_24,
    models.covariance_33,
    models.covariance_34,
    models.covariance_44
from chosen
left join models on models.level = chosen.level and models.model = chosen.model

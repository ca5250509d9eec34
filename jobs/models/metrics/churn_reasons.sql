-- For which reasons are we warned of an account, and which of them is to be acted on?
-- Signals by what they add to the risk, then the rules that fired besides, in the order of policy actions; what is acted on is among the first three. The action is that of the reason or rule with the lowest priority number, however much others add.
with

warnings as (
    select * from metrics.churn_warnings
),

contributions as (
    select * from metrics.churn_contributions where reason_code is not null
),

scores as (
    select * from metrics.churn_scores
),

overdue as (
    select * from metrics.cycle_expectations
),

actions as (
    select * from config.actions
),

policy as (
    select * from config.early_warning
),

fired as (
    select level, account_id, 'SERIOUSLY_OVERDUE' as reason_code from warnings where is_seriously_overdue
    union all
    select level, account_id, 'OPEN_COMPLAINT' as reason_code from warnings where has_open_complaint
    union all
    select level, account_id, 'LOW_SURVEY' as reason_code from warnings where has_low_survey
    union all
    select level, account_id, 'LOST_TO_COMPETITOR' as reason_code from warnings where has_lost_to_competitor
    union all
    select level, account_id, 'OVERDUE_RECEIVABLE' as reason_code from warnings where has_overdue_receivable
    union all
    select warnings.level, warnings.account_id, 'OVERDUE' as reason_code
    from warnings
    cross join policy
    inner join overdue on overdue.level = warnings.level and overdue.account_id = warnings.account_id
    where overdue.overdue_ratio >= policy.least_overdue_ratio and warnings.model_level <> 'NONE' and not warnings.is_seriously_overdue
    union all
    select warnings.level, warnings.account_id, 'SLOW_RHYTHM' as reason_code
    from warnings
    cross join policy
    inner join scores on scores.level = warnings.level and scores.account_id = warnings.account_id
    where scores.p0_probability >= policy.watch_above and warnings.model_level <> 'NONE'
),

named as (
    select level, account_id, reason_code, contribution
    from contributions
    union all
    select fired.level, fired.account_id, fired.reason_code, cast(null as double) as contribution
    from fired
    left join contributions
        on contributions.level = fired.level
        and contributions.account_id = fired.account_id
        and contributions.reason_code = fired.reason_code
    where contributions.reason_code is null
),

known as (
    select
        named.level,
        named.account_id,
        named.reason_code,
        named.contribution,
        actions.priority
    from named
    inner join actions on actions.reason_code = named.reason_code
),

explained as (
    select distinct level, account_id from known
),

-- Signals that each are as usual may together be none.
unexplained as (
    select
        warnings.level,
        warnings.account_id,
        actions.reason_code,
        cast(null as double) as contribution,
        actions.priority
    from warnings
    inner join actions on actions.reason_code = 'NO_SINGLE_SIGNAL'
    left join explained on explained.level = warnings.level and explained.account_id = warnings.account_id
    where explained.account_id is null
),

reasons as (
    select * from known
    union all
    select * from unexplained
),

ordered as (
    select
        reasons.*,
        row_number() over (
            partition by level, account_id
            order by contribution desc nulls last, priority asc nulls last, reason_code asc nulls last
        ) as contribution_rank,
        row_number() over (
            partition by level, account_id
            order by priority asc nulls last, reason_code asc nulls last
        ) as action_rank
    from reasons
)

select
    level,
    account_id,
    reason_code,
    contribution,
    cast(row_number() over (
        partition by level, account_id
        order by
            case when contribution_rank <= 2 then contribution_rank when action_rank = 1 then 3 else contribution_rank + 1 end asc nulls last
    ) as integer) as reason_rank,
    cast(action_rank as integer) as action_rank
from ordered

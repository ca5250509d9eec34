-- What was the last sign before an account fell silent, and which competitor was there?
-- From reason_days before its last purchase until tonight. Of several kinds the first in this order counts: a debt long overdue, a lost deal with a reason, a complaint, a bad survey, a lost deal without one.
with

activity as (
    select level, account_id, last_ordered_on from metrics.account_activity where last_ordered_on is not null
),

accounts as (
    select * from staged.accounts
),

opportunities as (
    select * from staged.opportunities where status = 'lost'
),

complaints as (
    select * from staged.complaints
),

surveys as (
    select * from staged.surveys
),

receivables as (
    select level, account_id, overdue_90d_amount from metrics.credit_losses where overdue_90d_amount > 0
),

policy as (
    select * from config.winback
),

this_night as (
    select as_of from run.current
),

signs as (
    select
        customer_id,
        case when lost_reason is null then 5 else 2 end as sign_order,
        'LOST_DEAL' as sign_kind,
        closed_on as sign_on,
        opportunity_id as sign_id,
        lost_reason as detail,
        lost_to_competitor as competitor
    from opportunities
    union all
    select
        customer_id,
        3 as sign_order,
        'COMPLAINT' as sign_kind,
        opened_on as sign_on,
        complaint_id as sign_id,
        category as detail,
        null as competitor
    from complaints
    union all
    select
        surveys.customer_id,
        4 as sign_order,
        'SURVEY' as sign_kind,
        surveys.responded_on as sign_on,
        surveys.response_id as sign_id,
        surveys.driver as detail,
        null as competitor
    from surveys
    cross join policy
    where surveys.score_share <= policy.low_score_share
),

account_signs as (
    select
        activity.level,
        activity.account_id,
        signs.sign_order,
        signs.sign_kind,
        signs.sign_on,
        signs.sign_id,
        signs.detail,
        signs.competitor
    from signs
    inner join accounts on accounts.customer_id = signs.customer_id
    inner join activity on activity.level = accounts.level and activity.account_id = accounts.account_id
    cross join policy
    where signs.sign_on >= activity.last_ordered_on - cast(policy.reason_days as integer)
    union all
    select
        receivables.level,
        receivables.account_id,
        1 as sign_order,
        'RECEIVABLE' as sign_kind,
        this_night.as_of as sign_on,
        'overdue' as sign_id,
        'overdue_90d' as detail,
        null as competitor
    from receivables
    cross join this_night
),

ranked as (
    select
        account_signs.*,
        row_number() over (
            partition by level, account_id
            order by sign_order asc nulls last, sign_on desc nulls last, sign_id asc nulls last
        ) as sign_rank,
        row_number() over (
            partition by level, account_id
            order by case when competitor is null then 1 else 0 end asc nulls last, sign_on desc nulls last, sign_id asc nulls last
        ) as competitor_rank
    from account_signs
)

select
    level,
    account_id,
    max(case when sign_rank = 1 then sign_kind end) as last_reason_kind,
    max(case when sign_rank = 1 then detail end) as last_reason,
    max(case when sign_rank = 1 then sign_on end) as last_reason_on,
    max(case when competitor_rank = 1 then competitor end) as last_competitor,
    count(*) as sign_count
from ranked
group by level, account_id

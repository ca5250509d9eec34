-- How recently, how often and for how much does an account buy, on a scale of equal parts?
-- A score counts how many accounts lie strictly below: equal values get equal scores, and a tie is never split.
with

activity as (
    select * from metrics.account_activity
),

account_windows as (
    select * from metrics.account_windows
),

policy as (
    select * from config.value
),

buyers as (
    select
        activity.level,
        activity.account_id,
        activity.last_ordered_on,
        account_windows.occasion_count,
        account_windows.revenue_amount
    from activity
    inner join account_windows
        on account_windows.level = activity.level
        and account_windows.account_id = activity.account_id
    where account_windows.window_name = '12m'
        and activity.last_ordered_on is not null
),

ranks as (
    select
        level,
        account_id,
        rank() over (partition by level order by last_ordered_on asc nulls first) - 1 as recency_below,
        rank() over (partition by level order by occasion_count asc nulls first) - 1 as frequency_below,
        rank() over (partition by level order by revenue_amount asc nulls first) - 1 as monetary_below,
        count(*) over (partition by level) as buyer_count
    from buyers
),

scores as (
    select
        ranks.level,
        ranks.account_id,
        cast(1 + floor(policy.rfm_score_count * ranks.recency_below / ranks.buyer_count) as bigint) as recency_score,
        cast(1 + floor(policy.rfm_score_count * ranks.frequency_below / ranks.buyer_count) as bigint)
            as frequency_score,
        cast(1 + floor(policy.rfm_score_count * ranks.monetary_below / ranks.buyer_count) as bigint) as monetary_score
    from ranks
    cross join policy
)

select
    activity.level,
    activity.account_id,
    scores.recency_score,
    scores.frequency_score,
    scores.monetary_score,
    case when scores.account_id is null then 'NO_PURCHASE' end as rfm_abstain_reason
from activity
left join scores
    on scores.level = activity.level
    and scores.account_id = activity.account_id

-- Which part of all revenue and of all contribution comes from an account, and from all larger ones together?
-- Rank and revenue are those of the pyramid: who did not buy in its window has no rank and no share.
with

activity as (
    select * from metrics.account_activity
),

ranks as (
    select * from metrics.pyramid_ranks where scheme = 'CURRY' and months_ago = 0
),

account_windows as (
    select * from metrics.account_windows where window_name = 'pyramid'
),

ranked as (
    select
        ranks.level,
        ranks.account_id,
        ranks.value_rank,
        ranks.revenue_amount,
        account_windows.contribution_margin_amount
    from ranks
    inner join account_windows
        on account_windows.level = ranks.level
        and account_windows.account_id = ranks.account_id
),

totals as (
    select
        ranked.*,
        sum(revenue_amount) over (
            partition by level
            order by value_rank asc nulls last
            rows between unbounded preceding and current row
        ) as revenue_so_far,
        sum(revenue_amount) over (partition by level) as revenue_of_all,
        sum(contribution_margin_amount) over (partition by level) as contribution_of_all
    from ranked
)

select
    activity.level,
    activity.account_id,
    totals.value_rank,
    case when totals.revenue_of_all > 0 then safe_div(totals.revenue_amount, totals.revenue_of_all) end as revenue_share,
    case when totals.revenue_of_all > 0 then safe_div(totals.revenue_so_far, totals.revenue_of_all) end
        as revenue_cumulative_share,
    case
        when totals.account_id is null then 'NO_PURCHASE_IN_WINDOW'
        when totals.revenue_of_all <= 0 then 'NO_POSITIVE_REVENUE'
    end as revenue_share_abstain_reason,
    case
        when totals.contribution_of_all > 0
            then safe_div(totals.contribution_margin_amount, totals.contribution_of_all)
    end as contribution_share
from activity
left join totals
    on totals.level = activity.level
    and totals.account_id = activity.account_id

-- Which part of all revenue and of all contribution comes from an account, and from all larger ones together?
-- Rank: net, gross, last purchase, occasions, each from the top, then the account's number.
with

account_windows as (
    select * from metrics.account_windows
),

activity as (
    select * from metrics.account_activity
),

values_12m as (
    select
        account_windows.level,
        account_windows.account_id,
        account_windows.revenue_amount,
        account_windows.gross_amount,
        account_windows.contribution_margin_amount,
        account_windows.occasion_count,
        activity.last_ordered_on
    from account_windows
    inner join activity
        on activity.level = account_windows.level
        and activity.account_id = account_windows.account_id
    where account_windows.window_name = '12m'
),

ranks as (
    select
        values_12m.*,
        row_number() over (
            partition by level
            order by
                revenue_amount desc nulls last,
                gross_amount desc nulls last,
                last_ordered_on desc nulls last,
                occasion_count desc nulls last,
                account_id asc nulls last
        ) as revenue_rank
    from values_12m
),

totals as (
    select
        ranks.level,
        ranks.account_id,
        ranks.revenue_rank,
        ranks.revenue_amount,
        ranks.contribution_margin_amount,
        sum(ranks.revenue_amount) over (
            partition by ranks.level
            order by ranks.revenue_rank asc nulls last
            rows between unbounded preceding and current row
        ) as revenue_so_far,
        sum(ranks.revenue_amount) over (partition by ranks.level) as revenue_of_all,
        sum(ranks.contribution_margin_amount) over (partition by ranks.level) as contribution_of_all
    from ranks
)

select
    level,
    account_id,
    cast(revenue_rank as bigint) as revenue_rank_12m,
    case when revenue_of_all > 0 then safe_div(revenue_amount, revenue_of_all) end as revenue_share_12m,
    case when revenue_of_all > 0 then safe_div(revenue_so_far, revenue_of_all) end as revenue_cumulative_share_12m,
    case when contribution_of_all > 0 then safe_div(contribution_margin_amount, contribution_of_all) end
        as contribution_share_12m
from totals

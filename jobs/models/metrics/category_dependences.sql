-- Does an account hang on a single category of ours?
-- Net revenue of twelve months; a category of which more came back than was bought counts as nothing.
with

accounts as (
    select distinct level, account_id from staged.accounts
),

categories as (
    select * from metrics.account_categories where revenue_amount > 0
),

account_windows as (
    select * from metrics.account_windows where window_name = '12m'
),

policy as (
    select * from config.account_risk
),

ranked as (
    select
        categories.*,
        safe_div(revenue_amount, sum(revenue_amount) over (partition by level, account_id)) as revenue_share,
        row_number() over (
            partition by level, account_id
            order by revenue_amount desc nulls last, category_id asc nulls last
        ) as category_rank
    from categories
),

sums as (
    select
        level,
        account_id,
        count(*) as category_count,
        max(case when category_rank = 1 then category_id end) as main_category_id,
        max(revenue_share) as main_category_share,
        cast(sum(fixed_small(revenue_share * revenue_share)) as double) as category_hhi
    from ranked
    group by level, account_id
)

select
    accounts.level,
    accounts.account_id,
    coalesce(sums.category_count, 0) as category_count,
    sums.main_category_id,
    sums.main_category_share,
    sums.category_hhi,
    safe_div(1, sums.category_hhi) as effective_category_count,
    sums.main_category_share > policy.category_share as is_single_category,
    case
        when sums.account_id is not null then null
        when coalesce(account_windows.revenue_amount, 0) > 0 then 'CATEGORY_UNKNOWN'
        else 'NO_PURCHASE'
    end as category_abstain_reason
from accounts
cross join policy
left join sums on sums.level = accounts.level and sums.account_id = accounts.account_id
left join account_windows on account_windows.level = accounts.level and account_windows.account_id = accounts.account_id

-- Which value does each account bring to each part of the key-account score?
-- Growth is in money: from 10 to 30 is no key account. A part that is not known says why.
with

net_values as (
    select * from metrics.net_values
),

account_value as (
    select * from metrics.account_value
),

breadth as (
    select * from metrics.account_breadth
),

wallet_shares as (
    select * from metrics.wallet_shares
),

parts as (
    select
        level,
        account_id,
        'PRESENT_VALUE' as part,
        cast(present_value_amount as double) as part_value,
        present_value_abstain_reason as part_abstain_reason
    from net_values
    union all
    select
        level,
        account_id,
        'FUTURE_VALUE',
        cast(clv_net_amount_36m as double),
        clv_net_abstain_reason
    from net_values
    union all
    select
        level,
        account_id,
        'POTENTIAL',
        cast(wallet_upside_amount as double),
        wallet_abstain_reason
    from wallet_shares
    union all
    select
        level,
        account_id,
        'GROWTH',
        case when is_recorded_prior_12m then cast(revenue_amount_12m - revenue_amount_prior_12m as double) end,
        case when not is_recorded_prior_12m then 'WINDOW_NOT_RECORDED' end
    from account_value
    union all
    select
        level,
        account_id,
        'BREADTH',
        cast(category_count_12m as double),
        cast(null as string)
    from breadth
)

select
    parts.level,
    parts.account_id,
    parts.part,
    parts.part_value,
    parts.part_abstain_reason,
    coalesce(account_value.occasion_count_12m > 0, false) as is_active
from parts
left join account_value
    on account_value.level = parts.level
    and account_value.account_id = parts.account_id

-- What are the numbers whose nightly differences are explained, as they are published?
-- Rounded as published, so that the parts of a difference add up to what a reader sees. A tier is the number of its step, 1 is the best.
with

account_value as (
    select * from metrics.account_value
),

future_values as (
    select * from metrics.future_values where months_ago = 0
),

account_scores as (
    select * from metrics.account_scores
),

tier_accounts as (
    select * from metrics.tier_accounts
),

ladder as (
    select * from metrics.tier_ladder
),

tiers as (
    select
        case tier_accounts.scheme when 'CURRY' then 'stable_tier_curry' when 'ZEITHAML' then 'stable_tier_zeithaml' end as measure,
        tier_accounts.level,
        tier_accounts.account_id,
        cast(ladder.tier_order as decimal(18, 4)) as value,
        tier_accounts.stable_tier as words
    from tier_accounts
    inner join ladder
        on ladder.scheme = tier_accounts.scheme
        and ladder.tier = tier_accounts.stable_tier
)

select
    'revenue_amount_12m' as measure,
    level,
    account_id,
    cast(money(revenue_amount_12m) as decimal(18, 4)) as value,
    cast(null as string) as words
from account_value
union all
select
    'contribution_margin_amount_12m' as measure,
    level,
    account_id,
    cast(money(contribution_margin_amount_12m) as decimal(18, 4)) as value,
    cast(null as string) as words
from account_value
union all
select
    'clv_amount_36m' as measure,
    account_value.level,
    account_value.account_id,
    cast(money(future_values.clv_amount_36m) as decimal(18, 4)) as value,
    cast(null as string) as words
from account_value
left join future_values
    on future_values.level = account_value.level
    and future_values.account_id = account_value.account_id
union all
select
    'key_account_score' as measure,
    level,
    account_id,
    cast(key_account_score as decimal(18, 4)) as value,
    cast(null as string) as words
from account_scores
union all
select
    measure,
    level,
    account_id,
    value,
    words
from tiers

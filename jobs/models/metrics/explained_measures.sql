-- What are the numbers whose nightly differences are explained, as they are published?
-- Rounded as published, so that the parts of a difference add up to what a reader sees. A tier is the number of its step, 1 is the best.
with

account_value as (
    select * from metrics.account_value
),

tier_accounts as (
    select * from metrics.tier_accounts
),

ladder as (
    select * from metrics.tier_ladder
),

tiers as (
    select
        case when tier_accounts.scheme = 'CURRY' then 'stable_tier_curry' end as measure,
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
    cast(null as varchar) as words
from account_value
union all
select
    'contribution_margin_amount_12m' as measure,
    level,
    account_id,
    cast(money(contribution_margin_amount_12m) as decimal(18, 4)) as value,
    cast(null as varchar) as words
from account_value
union all
select
    measure,
    level,
    account_id,
    value,
    words
from tiers

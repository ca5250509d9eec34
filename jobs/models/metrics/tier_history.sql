-- In which tier was each account at each monthly snapshot, by rank alone and held steady?
-- Promoted as far as the margin allows, demoted one tier a month beyond the tolerance, kept in between; inactive and negative at once.
-- The first snapshot of an account takes the tier by rank; who comes back from INACTIVE comes back as from SMALL.
with recursive

accounts as (
    select level, account_id, first_ordered_on
    from metrics.account_activity
    where first_ordered_on is not null
),

snapshots as (
    select * from metrics.pyramid_snapshots
),

ranks as (
    select * from metrics.pyramid_ranks
),

net_values as (
    select * from metrics.pyramid_values
),

looks as (
    select
        accounts.level,
        accounts.account_id,
        snapshots.months_ago,
        snapshots.snapshot_on,
        ranks.value_rank,
        coalesce(net_values.revenue_amount, cast(0 as decimal(18, 4))) as revenue_amount,
        coalesce(ranks.has_negative_value, false) as has_negative_value,
        coalesce(ranks.raw_tier_order, cast(5 as integer)) as raw_tier_order,
        coalesce(ranks.promotion_tier_order, cast(5 as integer)) as promotion_tier_order,
        coalesce(ranks.tolerated_tier_order, cast(5 as integer)) as tolerated_tier_order
    from accounts
    inner join snapshots on snapshots.snapshot_on >= accounts.first_ordered_on
    left join ranks
        on ranks.level = accounts.level
        and ranks.account_id = accounts.account_id
        and ranks.months_ago = snapshots.months_ago
    left join net_values
        on net_values.level = accounts.level
        and net_values.account_id = accounts.account_id
        and net_values.months_ago = snapshots.months_ago
),

-- Who never reached beyond SMALL has nothing to hold: the tier by rank is the stable one, at every look.
contenders as (
    select level, account_id, max(months_ago) as first_months_ago
    from looks
    group by level, account_id
    having min(raw_tier_order) < 4
),

contested as (
    select looks.*
    from looks
    inner join contenders on contenders.level = looks.level and contenders.account_id = looks.account_id
),

states (level, account_id, months_ago, stable_tier_order) as (
    select contested.level, contested.account_id, contested.months_ago, contested.raw_tier_order
    from contested
    inner join contenders
        on contenders.level = contested.level
        and contenders.account_id = contested.account_id
        and contenders.first_months_ago = contested.months_ago
    union all
    select
        contested.level,
        contested.account_id,
        contested.months_ago,
        cast(case
            when contested.raw_tier_order = 5 then 5
            when contested.has_negative_value then 4
            when contested.promotion_tier_order < states.stable_tier_order then contested.promotion_tier_order
            when contested.tolerated_tier_order > states.stable_tier_order then states.stable_tier_order + 1
            else states.stable_tier_order
        end as integer)
    from states
    inner join contested
        on contested.level = states.level
        and contested.account_id = states.account_id
        and contested.months_ago = states.months_ago - 1
)

select
    'CURRY' as scheme,
    looks.level,
    looks.account_id,
    looks.months_ago,
    looks.snapshot_on,
    looks.value_rank,
    looks.revenue_amount,
    looks.has_negative_value,
    looks.raw_tier_order,
    coalesce(states.stable_tier_order, looks.raw_tier_order) as stable_tier_order
from looks
left join states
    on states.level = looks.level
    and states.account_id = looks.account_id
    and states.months_ago = looks.months_ago

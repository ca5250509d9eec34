-- In which tier was each account at each monthly snapshot, by rank alone and held steady?
-- Promoted as far as the margin allows, demoted one border a month beyond the tolerance, kept in between; without a rank, or on the floor, at once.
-- The first snapshot of an account takes the tier by rank; who comes back from below the ranks comes back as from the last of them.
with recursive

looks as (
    select * from metrics.tier_standings
),

ladder as (
    select * from metrics.tier_ladder
),

-- Who never came above a border has nothing to hold: the tier by rank is the stable one, at every look.
contenders as (
    select looks.scheme, looks.level, looks.account_id, max(looks.months_ago) as first_months_ago
    from looks
    inner join ladder on ladder.scheme = looks.scheme and ladder.tier_order = looks.raw_tier_order
    group by looks.scheme, looks.level, looks.account_id
    having count(ladder.cut_share) > 0
),

contested as (
    select looks.*
    from looks
    inner join contenders
        on contenders.scheme = looks.scheme
        and contenders.level = looks.level
        and contenders.account_id = looks.account_id
),

states (scheme, level, account_id, months_ago, stable_tier_order) as (
    select contested.scheme, contested.level, contested.account_id, contested.months_ago, contested.raw_tier_order
    from contested
    inner join contenders
        on contenders.scheme = contested.scheme
        and contenders.level = contested.level
        and contenders.account_id = contested.account_id
        and contenders.first_months_ago = contested.months_ago
    union all
    select
        contested.scheme,
        contested.level,
        contested.account_id,
        contested.months_ago,
        cast(case
            when not contested.is_ranked or contested.floor_reason is not null then contested.raw_tier_order
            when contested.promotion_tier_order < states.stable_tier_order then contested.promotion_tier_order
            when contested.tolerated_tier_order > states.stable_tier_order then ladder.demotes_to_order
            else states.stable_tier_order
        end as integer)
    from states
    inner join ladder on ladder.scheme = states.scheme and ladder.tier_order = states.stable_tier_order
    inner join contested
        on contested.scheme = states.scheme
        and contested.level = states.level
        and contested.account_id = states.account_id
        and contested.months_ago = states.months_ago - 1
)

select
    looks.scheme,
    looks.level,
    looks.account_id,
    looks.months_ago,
    looks.snapshot_on,
    looks.revenue_amount,
    looks.ranking_amount,
    looks.ranking_abstain_reason,
    looks.floor_reason,
    looks.is_ranked,
    looks.raw_tier_order,
    coalesce(states.stable_tier_order, looks.raw_tier_order) as stable_tier_order
from looks
left join states
    on states.scheme = looks.scheme
    and states.level = looks.level
    and states.account_id = looks.account_id
    and states.months_ago = looks.months_ago

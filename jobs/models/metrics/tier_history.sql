-- In which tier was each account at each monthly snapshot, by rank alone and held steady?
-- Promoted as far as the margin allows, demoted one tier a month beyond the tolerance, kept in between; inactive and negative at once.
-- The first snapshot of an account takes the tier by rank; who comes back from INACTIVE comes back as from SMALL.
with recursive

accounts as (
    select level, customer_id, first_ordered_on
    from metrics.repurchase_customers
    where first_ordered_on is not null
),

snapshots as (
    select * from metrics.pyramid_snapshots where is_ranked
),

ranks as (
    select * from metrics.pyramid_ranks
),

looks as (
    select
        accounts.level,
        accounts.customer_id,
        snapshots.months_ago,
        snapshots.snapshot_on,
        ranks.value_rank,
        ranks.net_amount,
        coalesce(ranks.has_negative_value, false) as has_negative_value,
        coalesce(ranks.raw_tier_order, cast(5 as integer)) as raw_tier_order,
        coalesce(ranks.promotion_tier_order, cast(5 as integer)) as promotion_tier_order,
        coalesce(ranks.tolerated_tier_order, cast(5 as integer)) as tolerated_tier_order
    from accounts
    inner join snapshots on snapshots.snapshot_on >= accounts.first_ordered_on
    left join ranks
        on ranks.level = accounts.level
        and ranks.customer_id = accounts.customer_id
        and ranks.months_ago = snapshots.months_ago
),

firsts as (
    select level, customer_id, max(months_ago) as months_ago
    from looks
    group by level, customer_id
),

states (level, customer_id, months_ago, stable_tier_order) as (
    select looks.level, looks.customer_id, looks.months_ago, looks.raw_tier_order
    from looks
    inner join firsts
        on firsts.level = looks.level
        and firsts.customer_id = looks.customer_id
        and firsts.months_ago = looks.months_ago
    union all
    select
        looks.level,
        looks.customer_id,
        looks.months_ago,
        cast(case
            when looks.raw_tier_order = 5 then 5
            when looks.has_negative_value then 4
            when looks.promotion_tier_order < states.stable_tier_order then looks.promotion_tier_order
            when looks.tolerated_tier_order > states.stable_tier_order then states.stable_tier_order + 1
            else states.stable_tier_order
        end as integer)
    from states
    inner join looks
        on looks.level = states.level
        and looks.customer_id = states.customer_id
        and looks.months_ago = states.months_ago - 1
)

select
    'CURRY' as scheme,
    looks.level,
    looks.customer_id,
    looks.months_ago,
    looks.snapshot_on,
    looks.value_rank,
    coalesce(looks.net_amount, cast(0 as decimal(18,4))) as net_amount,
    looks.has_negative_value,
    looks.raw_tier_order,
    states.stable_tier_order
from looks
inner join states
    on states.level = looks.level
    and states.customer_id = looks.customer_id
    and states.months_ago = looks.months_ago

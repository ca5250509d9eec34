-- Which tiers does a scheme have, from the best to the last, and what is the rule of each?
-- Ranked tiers hold the accounts that have a rank in the scheme; the others stand below without one. Shares are cumulative.
with

policy as (
    select * from config.pyramid
),

ladder (scheme, tier, tier_order, is_ranked, demotes_to_order) as (
    values
        ('CURRY', 'TOP', 1, true, 2),
        ('CURRY', 'BIG', 2, true, 3),
        ('CURRY', 'MEDIUM', 3, true, 4),
        ('CURRY', 'SMALL', 4, true, null),
        ('CURRY', 'INACTIVE', 5, false, null),
        ('CURRY', 'PROSPECT', 6, false, null),
        ('CURRY', 'SUSPECT', 7, false, null)
)

select
    ladder.scheme,
    ladder.tier,
    cast(ladder.tier_order as integer) as tier_order,
    ladder.is_ranked,
    cast(ladder.demotes_to_order as integer) as demotes_to_order,
    case ladder.tier
        when 'TOP' then policy.top_share
        when 'BIG' then policy.big_share
        when 'MEDIUM' then policy.medium_share
    end as cut_share,
    case when ladder.demotes_to_order is not null then policy.promote_at end as promote_at,
    case when ladder.demotes_to_order is not null then policy.demote_at end as demote_at,
    policy.curry_rule_version as rule_version
from ladder
cross join policy

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
        ('CURRY', 'SUSPECT', 7, false, null),
        ('ZEITHAML', 'PLATINUM', 1, true, 3),
        ('ZEITHAML', 'GOLD', 2, true, 3),
        ('ZEITHAML', 'IRON', 3, true, null),
        ('ZEITHAML', 'LEAD', 4, true, null),
        ('ZEITHAML', 'UNRATED', 5, false, null)
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
        when 'PLATINUM' then policy.zeithaml_top_share
        when 'GOLD' then policy.zeithaml_top_share
    end as cut_share,
    case when ladder.tier = 'PLATINUM' then policy.platinum_wallet_share end as least_wallet_share,
    case
        when ladder.demotes_to_order is null then null
        when ladder.scheme = 'CURRY' then policy.promote_at
        else policy.zeithaml_promote_at
    end as promote_at,
    case
        when ladder.demotes_to_order is null then null
        when ladder.scheme = 'CURRY' then policy.demote_at
        else policy.zeithaml_demote_at
    end as demote_at,
    case when ladder.scheme = 'CURRY' then policy.curry_rule_version else policy.zeithaml_rule_version end as rule_version,
    case ladder.tier
        when 'TOP' then '顶级客户'
        when 'BIG' then '大客户'
        when 'MEDIUM' then '中型客户'
        when 'SMALL' then '小客户'
        when 'INACTIVE' then '休眠客户'
        when 'PROSPECT' then '潜在客户'
        when 'SUSPECT' then '目标客户'
        when 'PLATINUM' then '铂金客户'
        when 'GOLD' then '黄金客户'
        when 'IRON' then '铁级客户'
        when 'LEAD' then '铅级客户'
        when 'UNRATED' then '未评级客户'
    end as tier_zh
from ladder
cross join policy

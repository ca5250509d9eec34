-- Which numbers are explained, what are they called, and what counts where an account is not known?
-- Of nothing an account brings 0; on a ladder who is not known stands one step below the last.
with

ladder as (
    select * from metrics.tier_ladder
),

below as (
    select
        scheme,
        cast(max(tier_order) + 1 as decimal(18, 4)) as value_of_none
    from ladder
    group by scheme
),

names (measure, scheme, unit, label_en, label_zh) as (
    select 'revenue_amount_12m', cast(null as string), 'money', 'Net revenue of 12 months', '近12个月净收入'
    union all
    select 'contribution_margin_amount_12m', null, 'money', 'Contribution margin of 12 months', '近12个月贡献毛利'
    union all
    select 'clv_amount_36m', null, 'money', 'Customer lifetime value of 36 months', '未来36个月客户终身价值'
    union all
    select 'key_account_score', null, 'score', 'Key-account score', '重点客户评分'
    union all
    select 'stable_tier_curry', 'CURRY', 'tier', 'Tier by revenue rank', '按收入排名的客户层级'
    union all
    select 'stable_tier_zeithaml', 'ZEITHAML', 'tier', 'Tier by present and future value', '按现值与未来价值的客户层级'
)

select
    names.measure,
    names.scheme,
    names.unit,
    coalesce(below.value_of_none, cast(0 as decimal(18, 4))) as value_of_none,
    names.label_en,
    names.label_zh
from names
left join below on below.scheme = names.scheme

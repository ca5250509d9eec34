-- To which groups does an account belong when repurchase is compared?
-- Segment, tier and channel are those of today; what was an account's tier when it first bought is not asked here.
with

accounts as (
    select distinct level, account_id from staged.accounts
),

customers as (
    select * from staged.customers
),

tiers as (
    select * from metrics.tier_accounts
),

attributes as (
    select
        accounts.level,
        accounts.account_id,
        coalesce(customers.industry, 'UNKNOWN') as segment,
        coalesce(tiers.stable_tier, 'UNKNOWN') as tier,
        coalesce(customers.channel, 'UNKNOWN') as channel
    from accounts
    left join customers on customers.customer_id = accounts.account_id
    left join tiers on tiers.level = accounts.level and tiers.account_id = accounts.account_id and tiers.scheme = 'CURRY'
)

select level, account_id, 'all' as group_kind, 'all' as group_value from attributes
union all
select level, account_id, 'segment' as group_kind, segment as group_value from attributes
union all
select level, account_id, 'tier' as group_kind, tier as group_value from attributes
union all
select level, account_id, 'channel' as group_kind, channel as group_value from attributes

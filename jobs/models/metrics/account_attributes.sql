-- What kind of account is it: industry, size, region, channel and tier?
-- Those of tonight; a group has those of the customer at its head. UNKNOWN where no system says.
with

accounts as (
    select distinct level, account_id from staged.accounts
),

customers as (
    select * from staged.customers
),

tiers as (
    select * from metrics.tier_accounts where scheme = 'CURRY'
)

select
    accounts.level,
    accounts.account_id,
    coalesce(customers.industry, 'UNKNOWN') as industry,
    coalesce(customers.size_class, 'UNKNOWN') as size_class,
    coalesce(customers.territory, 'UNKNOWN') as territory,
    coalesce(customers.channel, 'UNKNOWN') as channel,
    coalesce(tiers.stable_tier, 'UNKNOWN') as tier
from accounts
left join customers on customers.customer_id = accounts.account_id
left join tiers on tiers.level = accounts.level and tiers.account_id = accounts.account_id

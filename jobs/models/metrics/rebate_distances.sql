-- How much more must an account buy this year to reach its next rebate tier?
-- Rebate tiers are the operator's: those of the account itself, a customer at level customer and a group of companies at level parent, else those of its customer group. They measure the account's net revenue of the calendar year so far. What a group of companies agreed holds for the group alone, and no customer in it has a distance by it.
with

night as (
    select *, cast(date_trunc('year', as_of) as date) as year_starts_on from run.current
),

accounts as (
    select * from staged.accounts
),

customers as (
    select * from staged.customers
),

tiers as (
    select * from config.rebate_tiers
),

entries as (
    select * from metrics.value_entries
),

year_revenues as (
    select
        accounts.level,
        accounts.account_id,
        cast(sum(entries.revenue_amount) as decimal(18, 4)) as revenue_amount
    from entries
    cross join night
    inner join accounts on accounts.customer_id = entries.customer_id
    where entries.booked_on between night.year_starts_on and night.as_of
    group by accounts.level, accounts.account_id
),

agreements as (
    select distinct applies_to, applies_to_id from tiers
),

entitled as (
    select
        all_accounts.level,
        all_accounts.account_id,
        coalesce(year_revenues.revenue_amount, cast(0 as decimal(18, 4))) as revenue_amount,
        coalesce(own.applies_to, grouped.applies_to) as applies_to,
        coalesce(own.applies_to_id, grouped.applies_to_id) as applies_to_id
    from (select distinct level, account_id from accounts) as all_accounts
    left join customers on customers.customer_id = all_accounts.account_id
    left join year_revenues
        on year_revenues.level = all_accounts.level and year_revenues.account_id = all_accounts.account_id
    left join agreements as own
        on own.applies_to = all_accounts.level and own.applies_to_id = all_accounts.account_id
    left join agreements as grouped
        on grouped.applies_to = 'customer_group' and grouped.applies_to_id = customers.customer_group
),

ladders as (
    select
        entitled.level,
        entitled.account_id,
        count(*) as tier_count,
        max(tiers.rebate_rate) filter (where tiers.threshold_amount <= entitled.revenue_amount) as rebate_rate,
        min(tiers.threshold_amount) filter (where tiers.threshold_amount > entitled.revenue_amount) as next_threshold_amount
    from entitled
    inner join tiers on tiers.applies_to = entitled.applies_to and tiers.applies_to_id = entitled.applies_to_id
    group by entitled.level, entitled.account_id
)

select
    entitled.level,
    entitled.account_id,
    entitled.applies_to as rebate_applies_to,
    entitled.revenue_amount as year_revenue_amount,
    case when ladders.tier_count > 0 then coalesce(ladders.rebate_rate, cast(0 as decimal(9, 6))) end as rebate_rate,
    next_tiers.rebate_rate as next_rebate_rate,
    ladders.next_threshold_amount as next_rebate_threshold_amount,
    cast(ladders.next_threshold_amount - entitled.revenue_amount as decimal(18, 4)) as distance_to_next_rebate_amount,
    case
        when not exists (select * from tiers) then 'SOURCE_MISSING'
        when entitled.applies_to is null then 'NO_REBATE_AGREEMENT'
        when ladders.next_threshold_amount is null then 'HIGHEST_REBATE_TIER'
    end as rebate_abstain_reason
from entitled
left join ladders on ladders.level = entitled.level and ladders.account_id = entitled.account_id
left join tiers as next_tiers
    on next_tiers.applies_to = entitled.applies_to
    and next_tiers.applies_to_id = entitled.applies_to_id
    and next_tiers.threshold_amount = ladders.next_threshold_amount

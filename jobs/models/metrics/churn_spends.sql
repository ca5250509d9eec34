-- Did an account spend less of late than it used to, by each day at which it is looked at?
-- Quarters are 90 days, counted back; eight of them. What an account usually spends a time stands on both sides of a ratio, so that a quarter without a purchase is little and not nothing.
with

entries as (
    select * from metrics.value_entries
),

accounts as (
    select * from staged.accounts
),

days as (
    select distinct level, looked_on
    from metrics.churn_looks
),

histories as (
    select * from metrics.churn_histories
),

policy as (
    select * from config.early_warning
),

account_days as (
    select
        accounts.level,
        accounts.account_id,
        entries.booked_on,
        sum(case when entries.entry_kind = 'purchase' then entries.revenue_amount else 0 end) as purchase_amount,
        sum(case when entries.entry_kind in ('return', 'return_without_order') then -entries.revenue_amount else 0 end)
            as return_amount
    from entries
    inner join accounts on accounts.customer_id = entries.customer_id
    where entries.entry_kind in ('purchase', 'return', 'return_without_order')
    group by accounts.level, accounts.account_id, entries.booked_on
),

quarters as (
    select
        days.level,
        days.looked_on,
        account_days.account_id,
        cast(floor(days_between(account_days.booked_on, days.looked_on) / 90e0) as integer) as quarters_ago,
        sum(account_days.purchase_amount) as purchase_amount,
        sum(account_days.return_amount) as return_amount,
        count(*) filter (where account_days.purchase_amount > 0) as purchase_days
    from days
    inner join account_days
        on account_days.level = days.level
        and account_days.booked_on between days.looked_on - 719 and days.looked_on
    group by
        days.level,
        days.looked_on,
        account_days.account_id,
        cast(floor(days_between(account_days.booked_on, days.looked_on) / 90e0) as integer)
),

lived as (
    select
        histories.level,
        histories.looked_on,
        histories.account_id,
        histories.age_days,
        least(floor(histories.age_days / 90e0), 8e0) as quarter_count
    from histories
),

sums as (
    select
        quarters.level,
        quarters.looked_on,
        quarters.account_id,
        cast(sum(quarters.purchase_amount) as double) as purchases,
        cast(sum(quarters.return_amount) as double) as returns,
        sum(quarters.purchase_days) as purchase_days,
        cast(coalesce(sum(quarters.purchase_amount) filter (where quarters.quarters_ago = 0), 0) as double) as newest,
        cast(coalesce(sum(quarters.purchase_amount) filter (where quarters.quarters_ago = 1), 0) as double) as one_before,
        cast(coalesce(sum(quarters.purchase_amount) filter (where quarters.quarters_ago < lived.quarter_count), 0) as double)
            as lived_purchases,
        cast(coalesce(sum(fixed(quarters.purchase_amount * power(1 - policy.spend_memory, quarters.quarters_ago)))
            filter (where quarters.quarters_ago < lived.quarter_count), 0) as double) as remembered_purchases
    from quarters
    cross join policy
    inner join lived
        on lived.level = quarters.level
        and lived.looked_on = quarters.looked_on
        and lived.account_id = quarters.account_id
    group by quarters.level, quarters.looked_on, quarters.account_id
),

usual as (
    select
        sums.*,
        safe_div(sums.purchases, sums.purchase_days) as usual_purchase
    from sums
    where sums.purchases > 0
)

select
    lived.level,
    lived.looked_on,
    lived.account_id,
    case
        when lived.age_days >= 90
            then ln(safe_div(usual.newest + usual.usual_purchase, usual.one_before + usual.usual_purchase))
    end as spend_trend,
    case
        when lived.quarter_count >= policy.least_quarters
            then ln(safe_div(
                safe_div(usual.remembered_purchases * policy.spend_memory, 1 - power(1 - policy.spend_memory, lived.quarter_count))
                    + usual.usual_purchase,
                safe_div(usual.lived_purchases, lived.quarter_count) + usual.usual_purchase
            ))
    end as spend_level,
    case when usual.returns is not null then least(greatest(safe_div(usual.returns, usual.purchases), 0e0), 1e0) end as return_share
from lived
cross join policy
left join usual
    on usual.level = lived.level
    and usual.looked_on = lived.looked_on
    and usual.account_id = lived.account_id

-- What of a durable category does an account have, since when, and when is it due?
-- By its assets in use; where none is delivered, by what it bought within one cycle: what it bought before that has been replaced, or is late.
with

accounts as (
    select * from staged.accounts
),

assets as (
    select * from staged.installed_assets where category_id is not null and retired_on is null
),

occasions as (
    select * from metrics.item_occasions where item_kind = 'category'
),

cycles as (
    select * from metrics.replacement_cycles
),

prices as (
    select * from metrics.unit_prices
),

revenues as (
    select * from metrics.category_revenues where revenue_amount > 0
),

policy as (
    select * from config.replacement
),

night as (
    select * from run.current
),

units as (
    select
        accounts.level,
        accounts.account_id,
        assets.category_id,
        assets.asset_id,
        assets.installed_on,
        prices.unit_price,
        coalesce(cast(assets.expected_life_days as double), cycles.cycle_days) as life_days,
        safe_div(cycles.cycle_days_low, cycles.cycle_days) as low_ratio,
        safe_div(cycles.cycle_days_high, cycles.cycle_days) as high_ratio
    from assets
    inner join accounts on accounts.customer_id = assets.customer_id
    left join cycles on cycles.category_id = assets.category_id
    left join prices on prices.product_id = assets.product_id
),

dated as (
    select
        units.*,
        installed_on + cast(floor(life_days) as integer) as due_on,
        installed_on + cast(floor(life_days * coalesce(low_ratio, 1e0)) as integer) as due_from_on,
        installed_on + cast(floor(life_days * coalesce(high_ratio, 1e0)) as integer) as due_to_on
    from units
),

ranked as (
    select
        dated.*,
        row_number() over (
            partition by level, account_id, category_id
            order by due_on asc nulls last, asset_id asc nulls last
        ) as place
    from dated
),

scoped as (
    select
        ranked.*,
        ranked.place = 1 or coalesce(ranked.due_from_on <= night.as_of + cast(policy.planning_days as integer), false) as is_at_stake
    from ranked
    cross join night
    cross join policy
),

by_assets as (
    select
        level,
        account_id,
        category_id,
        'ASSETS' as installed_basis,
        count(*) as unit_count,
        min(installed_on) as installed_on,
        min(case when place = 1 then due_on end) as due_on,
        min(case when place = 1 then due_from_on end) as due_from_on,
        min(case when place = 1 then due_to_on end) as due_to_on,
        count(*) filter (where is_at_stake) as due_unit_count,
        case
            when count(*) filter (where is_at_stake and unit_price is null) = 0
                then cast(sum(case when is_at_stake then unit_price end) as decimal(18, 4))
        end as value_amount
    from scoped
    group by level, account_id, category_id
),

purchases as (
    select
        occasions.level,
        occasions.account_id,
        occasions.item_id as category_id,
        cycles.cycle_days,
        cycles.cycle_days_low,
        cycles.cycle_days_high,
        min(occasions.ordered_on) as first_on,
        max(occasions.ordered_on) as last_on,
        min(case
            when days_between(occasions.ordered_on, night.as_of) <= cycles.cycle_days_high then occasions.ordered_on
        end) as within_cycle_on
    from occasions
    cross join night
    inner join cycles on cycles.category_id = occasions.item_id
    left join by_assets
        on by_assets.level = occasions.level
        and by_assets.account_id = occasions.account_id
        and by_assets.category_id = occasions.item_id
    where by_assets.account_id is null
    group by
        occasions.level,
        occasions.account_id,
        occasions.item_id,
        cycles.cycle_days,
        cycles.cycle_days_low,
        cycles.cycle_days_high
),

spending as (
    select
        accounts.level,
        accounts.account_id,
        revenues.category_id,
        safe_div(sum(revenues.revenue_amount), count(distinct revenues.ordered_on)) as amount
    from revenues
    inner join cycles on cycles.category_id = revenues.category_id
    inner join accounts on accounts.customer_id = revenues.customer_id
    group by accounts.level, accounts.account_id, revenues.category_id
),

by_purchases as (
    select
        purchases.level,
        purchases.account_id,
        purchases.category_id,
        coalesce(purchases.within_cycle_on, purchases.last_on) as installed_on,
        purchases.cycle_days,
        purchases.cycle_days_low,
        purchases.cycle_days_high,
        cast(cast(spending.amount as decimal(38, 8)) as decimal(18, 4)) as value_amount
    from purchases
    left join spending
        on spending.level = purchases.level
        and spending.account_id = purchases.account_id
        and spending.category_id = purchases.category_id
),

bases as (
    select
        level, account_id, category_id, installed_basis, unit_count, installed_on, due_on, due_from_on, due_to_on, due_unit_count,
        value_amount
    from by_assets
    union all
    select
        level,
        account_id,
        category_id,
        'FIRST_PURCHASE' as installed_basis,
        cast(null as bigint) as unit_count,
        installed_on,
        installed_on + cast(floor(cycle_days) as integer) as due_on,
        installed_on + cast(floor(cycle_days_low) as integer) as due_from_on,
        installed_on + cast(floor(cycle_days_high) as integer) as due_to_on,
        cast(null as bigint) as due_unit_count,
        value_amount
    from by_purchases
)

select
    bases.level,
    bases.account_id,
    bases.category_id,
    bases.installed_basis,
    bases.unit_count,
    bases.installed_on,
    days_between(bases.installed_on, night.as_of) as installed_age_days,
    bases.due_on,
    bases.due_from_on,
    bases.due_to_on,
    case when bases.due_on is null then 'TOO_FEW_OBSERVATIONS' end as due_abstain_reason,
    bases.due_unit_count,
    bases.value_amount,
    case
        when bases.value_amount is not null and bases.installed_basis = 'ASSETS' then 'UNIT_PRICES'
        when bases.value_amount is not null then 'OWN_PURCHASES'
    end as value_method
from bases
cross join night

-- Of what an account needs, how much does it buy from us?
-- Needed is what it buys, and what is usual among accounts of its industry and size. Where too few of these are active the industry speaks for it, else all.
with

accounts as (
    select * from staged.accounts
),

attributes as (
    select * from metrics.account_attributes
),

categories as (
    select * from metrics.account_categories where revenue_amount > 0
),

segments as (
    select * from metrics.segment_values where territory = 'ALL' and channel = 'ALL'
),

whitespaces as (
    select * from metrics.segment_whitespaces where territory = 'ALL' and channel = 'ALL'
),

declared as (
    select * from staged.declared_spend where category_id <> '' and own_amount is not null
),

policy as (
    select * from config.market_segment
),

bought as (
    select level, account_id, count(*) as bought_count
    from categories
    group by level, account_id
),

cells as (
    select
        attributes.level,
        attributes.account_id,
        bought.bought_count,
        case
            when narrow.active_count >= policy.min_accounts then 'INDUSTRY_SIZE'
            when wide.active_count >= policy.min_accounts then 'INDUSTRY'
            when everybody.active_count >= policy.min_accounts then 'ALL'
        end as cell_kind,
        case when narrow.active_count >= policy.min_accounts or wide.active_count >= policy.min_accounts then attributes.industry else 'ALL' end
            as industry,
        case when narrow.active_count >= policy.min_accounts then attributes.size_class else 'ALL' end as size_class
    from attributes
    cross join policy
    left join bought on bought.level = attributes.level and bought.account_id = attributes.account_id
    left join segments as narrow
        on narrow.level = attributes.level
        and narrow.industry = attributes.industry
        and narrow.size_class = attributes.size_class
    left join segments as wide
        on wide.level = attributes.level and wide.industry = attributes.industry and wide.size_class = 'ALL'
    left join segments as everybody
        on everybody.level = attributes.level and everybody.industry = 'ALL' and everybody.size_class = 'ALL'
),

missing as (
    select
        cells.level,
        cells.account_id,
        count(*) as missing_count,
        cast(sum(whitespaces.median_amount) as decimal(18, 2)) as missing_amount
    from cells
    inner join whitespaces
        on whitespaces.level = cells.level
        and whitespaces.industry = cells.industry
        and whitespaces.size_class = cells.size_class
    left join categories
        on categories.level = cells.level
        and categories.account_id = cells.account_id
        and categories.category_id = whitespaces.category_id
    where cells.bought_count is not null and categories.category_id is null
    group by cells.level, cells.account_id
),

newest as (
    select customer_id, max(year) as year
    from declared
    group by customer_id
),

declarations as (
    select
        accounts.level,
        accounts.account_id,
        count(*) as declared_count,
        count(*) filter (where declared.own_amount > 0) as covered_count
    from declared
    inner join newest on newest.customer_id = declared.customer_id and newest.year = declared.year
    inner join accounts on accounts.customer_id = declared.customer_id
    group by accounts.level, accounts.account_id
)

select
    cells.level,
    cells.account_id,
    cells.cell_kind as need_cell,
    cells.bought_count as bought_category_count,
    case when cells.bought_count is not null and cells.cell_kind is not null then coalesce(missing.missing_count, 0) end as missing_category_count,
    case when cells.bought_count is not null and cells.cell_kind is not null then coalesce(missing.missing_amount, cast(0 as decimal(18, 2))) end
        as missing_amount,
    case
        when cells.cell_kind is not null
            then safe_div(cells.bought_count, cells.bought_count + coalesce(missing.missing_count, 0))
    end as need_fulfilment,
    case
        when cells.cell_kind is not null
            then wilson_low(cells.bought_count, cells.bought_count + coalesce(missing.missing_count, 0))
    end as need_fulfilment_low,
    case
        when cells.cell_kind is not null
            then wilson_high(cells.bought_count, cells.bought_count + coalesce(missing.missing_count, 0))
    end as need_fulfilment_high,
    case
        when cells.bought_count is null then 'NO_PURCHASE_IN_WINDOW'
        when cells.cell_kind is null then 'TOO_FEW_OBSERVATIONS'
    end as need_fulfilment_abstain_reason,
    declarations.declared_count as declared_category_count,
    declarations.covered_count as declared_covered_count
from cells
left join missing on missing.level = cells.level and missing.account_id = cells.account_id
left join declarations on declarations.level = cells.level and declarations.account_id = cells.account_id

-- How much did we depend on an account three months ago, and how much of what it needs did it buy from us then?
-- What it bought by then, against what all bought by then and against what accounts of its kind need tonight: peers and models are tonight's, so the direction is its own.
with

ranks as (
    select * from metrics.pyramid_ranks where scheme = 'CURRY' and months_ago = 3
),

categories as (
    select * from metrics.earlier_categories where revenue_amount > 0
),

needs as (
    select * from metrics.need_fulfilments where need_cell is not null
),

attributes as (
    select * from metrics.account_attributes
),

whitespaces as (
    select * from metrics.segment_whitespaces where territory = 'ALL' and channel = 'ALL'
),

totals as (
    select level, sum(revenue_amount) as revenue_amount
    from ranks
    group by level
),

bought as (
    select level, account_id, count(*) as bought_count
    from categories
    group by level, account_id
),

cells as (
    select
        bought.level,
        bought.account_id,
        bought.bought_count,
        case when needs.need_cell = 'ALL' then 'ALL' else attributes.industry end as industry,
        case when needs.need_cell = 'INDUSTRY_SIZE' then attributes.size_class else 'ALL' end as size_class
    from bought
    inner join needs on needs.level = bought.level and needs.account_id = bought.account_id
    inner join attributes on attributes.level = bought.level and attributes.account_id = bought.account_id
),

missing as (
    select
        cells.level,
        cells.account_id,
        count(*) as missing_count
    from cells
    inner join whitespaces
        on whitespaces.level = cells.level
        and whitespaces.industry = cells.industry
        and whitespaces.size_class = cells.size_class
    left join categories
        on categories.level = cells.level
        and categories.account_id = cells.account_id
        and categories.category_id = whitespaces.category_id
    where categories.category_id is null
    group by cells.level, cells.account_id
)

select
    ranks.level,
    ranks.account_id,
    'DEPENDENCY' as indicator,
    'OURS_ON_THEM' as part,
    safe_div(ranks.revenue_amount, totals.revenue_amount) as value_3m_ago
from ranks
inner join totals on totals.level = ranks.level
where totals.revenue_amount > 0
union all
select
    cells.level,
    cells.account_id,
    'NEED_FULFILMENT' as indicator,
    'ALL' as part,
    safe_div(cells.bought_count, cells.bought_count + coalesce(missing.missing_count, 0)) as value_3m_ago
from cells
left join missing on missing.level = cells.level and missing.account_id = cells.account_id

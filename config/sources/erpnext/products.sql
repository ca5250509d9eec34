-- What do we sell?
-- A template of variants is never sold itself. The cost is the average of all warehouses; the item's own rates only start it off.
with

items as (
    select * from `tabItem`
),

company_currency as (
    select `tabCompany`.default_currency as currency_code
    from `tabSingles`
    inner join `tabCompany`
        on `tabCompany`.name = `tabSingles`.value
    where `tabSingles`.doctype = 'Global Defaults'
        and `tabSingles`.field = 'default_company'
),

stock as (
    select
        item_code,
        sum(actual_qty * valuation_rate) / sum(actual_qty) as cost_price
    from `tabBin`
    where actual_qty > 0
    group by item_code
),

prices as (
    select
        `tabItem Price`.item_code,
        `tabItem Price`.price_list_rate as list_price,
        row_number() over (
            partition by `tabItem Price`.item_code
            order by `tabItem Price`.valid_from desc, `tabItem Price`.modified desc, `tabItem Price`.name asc
        ) as price_rank
    from `tabItem Price`
    inner join `tabItem`
        on `tabItem`.name = `tabItem Price`.item_code
    inner join `tabSingles`
        on `tabSingles`.doctype = 'Selling Settings'
        and `tabSingles`.field = 'selling_price_list'
        and `tabSingles`.value = `tabItem Price`.price_list
    inner join company_currency
        on company_currency.currency_code = `tabItem Price`.currency
    where nullif(`tabItem Price`.customer, '') is null
        and coalesce(nullif(`tabItem Price`.uom, ''), `tabItem`.stock_uom) = `tabItem`.stock_uom
        and `tabItem Price`.packing_unit <= 1
        and `tabItem Price`.valid_upto is null
)

select
    items.name as product_id,
    items.item_code as code,
    coalesce(nullif(items.item_name, ''), items.name) as name,
    items.item_group as category_id,
    case when items.is_stock_item = 1 then 'goods' else 'service' end as kind,
    items.stock_uom as base_uom,
    round(prices.list_price, 4) as list_price,
    round(coalesce(stock.cost_price, nullif(items.valuation_rate, 0), nullif(items.last_purchase_rate, 0)), 4) as cost_price,
    company_currency.currency_code,
    items.disabled = 0 and items.is_sales_item = 1 as is_active,
    items.modified as changed_at
from items
cross join company_currency
left join stock
    on stock.item_code = items.name
left join prices
    on prices.item_code = items.name
    and prices.price_rank = 1
where items.has_variants = 0

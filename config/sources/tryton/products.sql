-- What do we sell?
-- Prices are kept for each company; where several have one, the first company's counts.
with

products as (
    select * from product_product
),

templates as (
    select * from product_template
),

units as (
    select * from product_uom
),

categories as (
    select
        assigned.template,
        min(product_category.id) as category_id
    from "product_template-product_category" as assigned
    inner join product_category
        on product_category.id = assigned.category
    where not coalesce(product_category.accounting, false)
    group by assigned.template
),

list_prices as (
    select distinct on (template)
        template,
        company,
        list_price,
        coalesce(write_date, create_date) as changed_at
    from product_list_price
    where list_price is not null
    order by template, company nulls last, id
),

-- Of the company whose list price counts, so that both prices have one currency.
cost_prices as (
    select
        product,
        company,
        cost_price,
        coalesce(write_date, create_date) as changed_at
    from product_cost_price
    where cost_price is not null
),

companies as (
    select
        company_company.id,
        currency_currency.code as currency_code
    from company_company
    inner join currency_currency
        on currency_currency.id = company_company.currency
),

first_company as (
    select min(id) as id
    from company_company
)

select
    products.id as product_id,
    coalesce(nullif(products.code, ''), templates.code) as code,
    templates.name,
    categories.category_id,
    case templates.type
        when 'goods' then 'goods'
        when 'service' then 'service'
        else 'other'
    end as kind,
    units.symbol as base_uom,
    round(list_prices.list_price, 4) as list_price,
    round(cost_prices.cost_price, 4) as cost_price,
    companies.currency_code,
    coalesce(products.active and templates.active and templates.salable, false) as is_active,
    greatest(
        coalesce(products.write_date, products.create_date),
        coalesce(templates.write_date, templates.create_date),
        list_prices.changed_at,
        cost_prices.changed_at
    ) as changed_at
from products
inner join templates
    on templates.id = products.template
inner join units
    on units.id = templates.default_uom
cross join first_company
left join categories
    on categories.template = templates.id
left join list_prices
    on list_prices.template = templates.id
left join companies
    on companies.id = coalesce(list_prices.company, first_company.id)
left join cost_prices
    on cost_prices.product = products.id
    and coalesce(cost_prices.company, companies.id) = companies.id

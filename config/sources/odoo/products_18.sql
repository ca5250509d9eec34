-- What do we sell?
-- One row for each variant: the list price is the template's with the surcharges of the variant's attribute values.
with

variants as (
    select * from product_product
),

templates as (
    select * from product_template
),

units as (
    select * from uom_uom
),

first_company as (
    select
        res_company.id,
        res_currency.name as currency_code
    from res_company
    inner join res_currency
        on res_currency.id = res_company.currency_id
    where res_company.parent_id is null
    order by res_company.id
    limit 1
),

surcharges as (
    select
        product_variant_combination.product_product_id as product_id,
        sum(product_template_attribute_value.price_extra) as amount
    from product_variant_combination
    inner join product_template_attribute_value
        on product_template_attribute_value.id = product_variant_combination.product_template_attribute_value_id
    group by product_variant_combination.product_product_id
)

select
    variants.id as product_id,
    variants.default_code as code,
    templates.name ->> 'en_US' as name,
    templates.categ_id as category_id,
    case when templates.type = 'service' then 'service' else 'goods' end as kind,
    units.name ->> 'en_US' as base_uom,
    round(templates.list_price + coalesce(surcharges.amount, 0), 4) as list_price,
    nullif(round((variants.standard_price ->> first_company.id::text)::numeric, 4), 0) as cost_price,
    first_company.currency_code,
    coalesce(variants.active and templates.active and templates.sale_ok, false) as is_active,
    greatest(variants.write_date, templates.write_date) as changed_at
from variants
cross join first_company
inner join templates
    on templates.id = variants.product_tmpl_id
left join units
    on units.id = templates.uom_id
left join surcharges
    on surcharges.product_id = variants.id

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
),

costs as (
    select
        substring(ir_property.res_id from '^product\.product,([0-9]+)$')::integer as product_id,
        max(ir_property.value_float)::numeric as cost_price
    from ir_property
    inner join ir_model_fields
        on ir_model_fields.id = ir_property.fields_id
    inner join first_company
        on first_company.id = ir_property.company_id
    where ir_model_fields.model = 'product.product'
        and ir_model_fields.name = 'standard_price'
        and ir_property.res_id is not null
    group by product_id
)

select
    variants.id as product_id,
    variants.default_code as code,
    templates.name ->> 'en_US' as name,
    templates.categ_id as category_id,
    case when templates.type = 'service' then 'service' else 'goods' end as kind,
    units.name ->> 'en_US' as base_uom,
    round(templates.list_price + coalesce(surcharges.amount, 0), 4) as list_price,
    nullif(round(costs.cost_price, 4), 0) as cost_price,
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
left join costs
    on costs.product_id = variants.id

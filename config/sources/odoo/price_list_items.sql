-- Which price or discount was agreed, from which quantity?
-- A rule for a whole template holds for each of its variants; a rule on cost, on another list or with a surcharge has no price of its own.
with

rules as (
    select * from product_pricelist_item
),

price_lists as (
    select * from product_pricelist
),

variants as (
    select * from product_product
),

templates as (
    select * from product_template
),

units as (
    select * from uom_uom
),

companies as (
    select * from res_company
),

schedules as (
    select * from resource_calendar
),

first_company as (
    select id
    from res_company
    where parent_id is null
    order by id
    limit 1
),

discounts as (
    select
        id,
        case
            when compute_price = 'percentage' then round((percent_price / 100)::numeric, 6)
            when compute_price = 'formula'
                and base = 'list_price'
                and coalesce(price_surcharge, 0) = 0
                and coalesce(price_round, 0) = 0 then round(price_discount / 100, 6)
        end as discount_fraction
    from product_pricelist_item
)

select
    rules.id || coalesce('-' || variants.id, '') as item_id,
    rules.pricelist_id as price_list_id,
    variants.id as product_id,
    case when rules.applied_on = '2_product_category' then rules.categ_id end as category_id,
    rules.min_quantity,
    units.name ->> 'en_US' as uom,
    case when rules.compute_price = 'fixed' then round(rules.fixed_price, 4) end as unit_price,
    case when discounts.discount_fraction between 0 and 1 then discounts.discount_fraction end as discount_fraction,
    (rules.date_start at time zone 'UTC' at time zone schedules.tz)::date as valid_from_on,
    (rules.date_end at time zone 'UTC' at time zone schedules.tz)::date as valid_to_on
from rules
cross join first_company
inner join price_lists
    on price_lists.id = rules.pricelist_id
inner join discounts
    on discounts.id = rules.id
inner join companies
    on companies.id = coalesce(rules.company_id, price_lists.company_id, first_company.id)
left join schedules
    on schedules.id = companies.resource_calendar_id
left join variants
    on (rules.applied_on = '0_product_variant' and variants.id = rules.product_id)
    or (rules.applied_on = '1_product' and variants.product_tmpl_id = rules.product_tmpl_id)
left join templates
    on templates.id = variants.product_tmpl_id
left join units
    on units.id = templates.uom_id
where price_lists.active
    and coalesce(rules.active, true)
    and (rules.applied_on in ('2_product_category', '3_global') or variants.id is not null)

-- What was on the order, at which price?
-- Sections, notes and down payments are no sales. price_subtotal is without tax; price_unit may hold tax, and is then reckoned back.
-- A column of another version or of an app that may be missing is found in absent, as null: product_uom until 18, product_uom_id since 19.
with

lines as (
    select order_lines.*
    from (
        select
            null::integer as product_uom,
            null::integer as product_uom_id,
            null::numeric as purchase_price,
            null::boolean as is_delivery,
            null::integer as reward_id
    ) as absent
    cross join lateral (
        select
            id,
            order_id,
            sequence,
            product_id,
            product_uom_qty as quantity,
            coalesce(product_uom, product_uom_id) as uom_id,
            price_unit,
            coalesce(discount, 0) / 100 as discount_fraction,
            price_subtotal as net_amount,
            purchase_price,
            is_delivery,
            reward_id,
            write_date
        from sale_order_line
        where display_type is null
            and not coalesce(is_downpayment, false)
    ) as order_lines
),

orders as (
    select * from sale_order
),

currencies as (
    select * from res_currency
),

companies as (
    select companies_with_discounts.*
    from (select null::integer as sale_discount_product_id) as absent
    cross join lateral (
        select
            id,
            sale_discount_product_id
        from res_company
    ) as companies_with_discounts
),

variants as (
    select * from product_product
),

templates as (
    select * from product_template
),

-- Until 18 a factor says how many of the unit make one reference unit, since 19 (where units have no category) how many it holds.
units as (
    select factors.*
    from (select null::integer as category_id) as absent
    cross join lateral (
        select
            id,
            name ->> 'en_US' as name,
            case when category_id is null then factor else 1 / factor end as reference_units
        from uom_uom
    ) as factors
),

base_units as (
    select factors.*
    from (select null::integer as category_id) as absent
    cross join lateral (
        select
            id,
            case when category_id is null then factor else 1 / factor end as reference_units
        from uom_uom
    ) as factors
)

select
    lines.id as order_line_id,
    lines.order_id,
    lines.sequence as line_number,
    lines.product_id,
    case
        when lines.is_delivery then 'freight'
        when lines.reward_id is not null or lines.product_id = companies.sale_discount_product_id then 'discount'
        when lines.product_id is null then 'other'
        when templates.type = 'service' then 'service'
        else 'goods'
    end as kind,
    lines.quantity,
    units.name as uom,
    round(lines.quantity * units.reference_units / base_units.reference_units, 6) as quantity_base,
    case
        when abs(lines.price_unit * lines.quantity * (1 - lines.discount_fraction) - lines.net_amount) <= currencies.rounding
            then round(lines.price_unit, 4)
        else round(lines.net_amount / nullif(lines.quantity * (1 - lines.discount_fraction), 0), 4)
    end as list_unit_price,
    round(lines.net_amount / nullif(lines.quantity, 0), 4) as unit_price,
    round(lines.discount_fraction, 6) as discount_fraction,
    lines.net_amount,
    round(nullif(lines.purchase_price, 0) * lines.quantity, 4) as cost_amount,
    lines.reward_id as promotion_id,
    lines.write_date as changed_at
from lines
inner join orders
    on orders.id = lines.order_id
inner join companies
    on companies.id = orders.company_id
left join currencies
    on currencies.id = orders.currency_id
left join variants
    on variants.id = lines.product_id
left join templates
    on templates.id = variants.product_tmpl_id
left join units
    on units.id = lines.uom_id
left join base_units
    on base_units.id = templates.uom_id

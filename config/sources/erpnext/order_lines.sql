-- What was on the order, at which price?
-- net_rate is without tax and after the document's discount, rate is neither. Where prices include tax, the list price without it is not stored.
with

ordered_lines as (
    select * from `tabSales Order Item`
),

orders as (
    select * from `tabSales Order`
),

items as (
    select * from `tabItem`
),

orders_with_tax_in_price as (
    select distinct parent as order_id
    from `tabSales Taxes and Charges`
    where parenttype = 'Sales Order'
        and included_in_print_rate = 1
)

select
    ordered_lines.name as order_line_id,
    ordered_lines.parent as order_id,
    ordered_lines.idx as line_number,
    ordered_lines.item_code as product_id,
    case
        when items.name is null then 'other'
        when items.is_stock_item = 1 then 'goods'
        else 'service'
    end as kind,
    round(ordered_lines.qty, 6) as quantity,
    ordered_lines.uom,
    round(ordered_lines.stock_qty, 6) as quantity_base,
    case
        when orders_with_tax_in_price.order_id is null then round(nullif(ordered_lines.price_list_rate, 0), 4)
    end as list_unit_price,
    round(ordered_lines.net_rate, 4) as unit_price,
    case
        when orders_with_tax_in_price.order_id is null
            then round(1 - ordered_lines.net_rate / nullif(ordered_lines.price_list_rate, 0), 6)
        else round(ordered_lines.discount_percentage / 100, 6)
    end as discount_fraction,
    round(ordered_lines.net_amount, 4) as net_amount,
    round(nullif(ordered_lines.valuation_rate, 0) * ordered_lines.stock_qty / nullif(orders.conversion_rate, 0), 4) as cost_amount,
    case
        when json_valid(ordered_lines.pricing_rules) then json_unquote(json_extract(ordered_lines.pricing_rules, '$[0]'))
    end as promotion_id,
    greatest(ordered_lines.modified, orders.modified) as changed_at
from ordered_lines
inner join orders
    on orders.name = ordered_lines.parent
left join items
    on items.name = ordered_lines.item_code
left join orders_with_tax_in_price
    on orders_with_tax_in_price.order_id = orders.name
where ordered_lines.parenttype = 'Sales Order'

-- Which price or discount was agreed, and from which quantity?
-- A line is a formula. One factor on the price is a discount, one number is a price; of any other both are unknown.
with

items as (
    select
        *,
        case
            when trim(formula) in ('unit_price', 'list_price') then 1
            when formula ~ '^\s*(unit_price|list_price)\s*\*\s*[0-9]+(\.[0-9]+)?\s*$'
                then regexp_replace(formula, '[^0-9.]', '', 'g')::numeric
        end as factor,
        case
            when formula ~ '^\s*[0-9]+(\.[0-9]+)?\s*$' then trim(formula)::numeric
        end as price
    from product_price_list_line
)

select
    items.id as item_id,
    items.price_list as price_list_id,
    items.product as product_id,
    items.category as category_id,
    round(items.quantity::numeric, 6) as min_quantity,
    round(items.price, 4) as unit_price,
    case when items.factor <= 1 then round(1 - items.factor, 6) end as discount_fraction
from items

-- Which price was agreed, for whom and from which quantity?
select
    name as item_id,
    price_list as price_list_id,
    item_code as product_id,
    nullif(customer, '') as customer_id,
    nullif(packing_unit, 0) as min_quantity,
    nullif(uom, '') as uom,
    round(price_list_rate, 4) as unit_price,
    valid_from as valid_from_on,
    valid_upto as valid_to_on
from `tabItem Price`
where selling = 1

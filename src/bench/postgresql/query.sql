select
    id as order_line_id,
    order_id,
    line_number,
    product as product_id,
    kind,
    quantity,
    uom,
    unit_price,
    discount as discount_fraction,
    net_amount,
    changed_at
from order_lines

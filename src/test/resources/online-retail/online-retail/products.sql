-- What is sold?
select
    sku as product_id,
    sku as name,
    sku as category_id,
    'goods' as kind,
    true as is_active,
    min(cast(ts as timestamp)) as changed_at
from delivered.lines
group by sku

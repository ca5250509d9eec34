-- Into which categories are products sorted?
select
    id as category_id,
    name,
    parent_id as parent_category_id
from product_category

-- Into which categories are products sorted?
select
    name as category_id,
    item_group_name as name,
    nullif(parent_item_group, '') as parent_category_id
from `tabItem Group`

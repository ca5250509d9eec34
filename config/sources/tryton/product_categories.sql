-- Into which categories are products sorted?
-- Accounting categories decide about accounts and taxes and are none of ours.
with

categories as (
    select * from product_category
)

select
    categories.id as category_id,
    categories.name,
    parents.id as parent_category_id
from categories
left join categories as parents
    on parents.id = categories.parent
    and not coalesce(parents.accounting, false)
where not coalesce(categories.accounting, false)

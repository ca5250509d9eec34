-- Which customers make up an account, on its own and as a group?
-- Every customer appears once at each level.
with

customers as (
    select * from staged.customers
)

select
    'customer' as level,
    customer_id as account_id,
    customer_id
from customers
union all
select
    'parent' as level,
    parent_id as account_id,
    customer_id
from customers

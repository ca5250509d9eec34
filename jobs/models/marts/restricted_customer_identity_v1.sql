-- Which names and tax numbers stand behind the customers' numbers?
-- Personal data: for those only who may see it; everything else joins on the number.
with

customers as (
    select * from staged.customers
),

account_managers as (
    select * from staged.account_managers
),

night as (
    select * from run.current
)

select
    night.as_of,
    customers.customer_id,
    customers.name,
    customers.kind,
    customers.tax_id,
    customers.account_manager_id,
    account_managers.name as account_manager_name
from customers
left join account_managers
    on account_managers.account_manager_id = customers.account_manager_id
cross join night

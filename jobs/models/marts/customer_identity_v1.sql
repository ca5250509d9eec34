-- Who is behind the number by which marts know a customer?
with

customers as (
    select * from staged.customers
),

night as (
    select * from run.current
)

select
    night.as_of,
    customers.customer_id,
    customers.customer_id as customer_number,
    customers.source_system,
    customers.kind,
    customers.name,
    customers.tax_id
from customers
cross join night

-- What does a person want to see when the night is over?
select
    'customers' as section,
    'known' as label,
    cast(count(*) as varchar) as figure
from marts.customer_profile_v1
where level = 'customer'

-- Who buys? A customer is a number on lines; some order from several countries, of which the first in the alphabet is taken.
select
    cust as customer_id,
    cust as code,
    'Customer ' || cust as name,
    'company' as kind,
    min(country) as territory,
    min(cast(ts as timestamp)) as changed_at,
    true as is_active
from delivered.lines
where nullif(cust, '') is not null
group by cust

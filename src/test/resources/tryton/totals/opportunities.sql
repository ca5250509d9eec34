select
    'EUR' as code,
    to_char(start_date, 'YYYY-MM') as month,
    count(*),
    sum(amount) as amount
from sale_opportunity
group by 1, 2

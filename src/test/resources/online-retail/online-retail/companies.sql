-- Who sells? The file does not say; there is one company.
select distinct
    'SHOP' as company_id,
    'Online Retail' as name,
    'GBP' as currency_code,
    'Europe/London' as timezone
from delivered.lines

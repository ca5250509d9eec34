-- What is a pound worth in pounds? All prices are in one currency.
select distinct
    'GBP' as currency_code,
    date '2010-12-01' as valid_from_on,
    cast(1 as decimal(18,9)) as units_per_company_currency
from delivered.lines

-- Which legal entities sell, and in which currency do they keep their books?
-- A company without a time zone lives in that of its server; here it is taken to be UTC.
with

companies as (
    select * from company_company
),

parties as (
    select * from party_party
),

currencies as (
    select * from currency_currency
)

select
    companies.id as company_id,
    parties.name,
    currencies.code as currency_code,
    coalesce(companies.timezone, 'UTC') as timezone
from companies
inner join parties
    on parties.id = companies.party
inner join currencies
    on currencies.id = companies.currency

-- Which legal entities sell, and in which zone does the site keep its time?
with

companies as (
    select * from `tabCompany`
),

settings as (
    select * from `tabSingles`
)

select
    companies.name as company_id,
    companies.company_name as name,
    companies.default_currency as currency_code,
    settings.value as timezone
from companies
left join settings
    on settings.doctype = 'System Settings'
    and settings.field = 'time_zone'

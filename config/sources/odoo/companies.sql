-- Which legal entities sell, and when does their day begin?
-- The time zone is that of the company's default working schedule: the only one that Odoo keeps for a company.
with

companies as (
    select * from res_company
),

currencies as (
    select * from res_currency
),

schedules as (
    select * from resource_calendar
)

select
    companies.id as company_id,
    companies.name,
    currencies.name as currency_code,
    schedules.tz as timezone
from companies
inner join currencies
    on currencies.id = companies.currency_id
left join schedules
    on schedules.id = companies.resource_calendar_id

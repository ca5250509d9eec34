-- In which currency does the company keep its books that a system means?
-- A system means its own companies; one that delivers none means those of the others, where they agree.
with

companies as (
    select * from landing.companies
),

sources as (
    select * from run.sources
),

delivering as (
    select distinct source_system
    from companies
),

meant as (
    select
        sources.source_system,
        companies.company_id,
        companies.currency_code
    from sources
    cross join companies
    left join delivering
        on delivering.source_system = sources.source_system
    where companies.source_system = sources.source_system
        or delivering.source_system is null
)

select
    source_system,
    company_id,
    min(currency_code) as currency_code
from meant
group by source_system, company_id
having count(distinct currency_code) = 1
union all
select
    source_system,
    '' as company_id,
    min(currency_code) as currency_code
from meant
group by source_system
having count(distinct currency_code) = 1

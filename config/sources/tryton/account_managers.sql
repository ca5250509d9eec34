-- Who looks after customers for us?
-- Every employee: Tryton does not say who of them sells.
with

employees as (
    select * from company_employee
),

parties as (
    select * from party_party
)

select
    employees.id as account_manager_id,
    coalesce(nullif(trim(parties.name), ''), parties.code) as name,
    employees.supervisor as manager_id,
    employees.start_date as employed_from_on,
    employees.end_date as employed_to_on,
    coalesce(parties.active, false) as is_active
from employees
inner join parties
    on parties.id = employees.party

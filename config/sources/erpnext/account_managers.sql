-- Who looks after customers for us?
-- The sales persons; a group without an employee is a team and nobody's superior.
with

sales_people as (
    select * from `tabSales Person`
),

groups_above as (
    select * from `tabSales Person`
),

employees as (
    select
        name,
        date_of_joining,
        relieving_date
    from `tabEmployee`
)

select
    sales_people.name as account_manager_id,
    sales_people.sales_person_name as name,
    case when groups_above.employee is null then groups_above.sales_person_name end as team,
    case when groups_above.employee is not null then groups_above.name end as manager_id,
    employees.date_of_joining as employed_from_on,
    employees.relieving_date as employed_to_on,
    sales_people.enabled = 1 as is_active
from sales_people
left join groups_above
    on groups_above.name = sales_people.parent_sales_person
left join employees
    on employees.name = sales_people.employee
where sales_people.is_group = 0
    or sales_people.employee is not null

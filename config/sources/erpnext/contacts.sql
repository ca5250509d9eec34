-- Which people do we know at a customer?
-- A contact that belongs to several customers is counted with the first.
with

contacts as (
    select * from `tabContact`
),

links as (
    select
        parent as contact_id,
        link_name as customer_id,
        row_number() over (partition by parent order by idx asc, name asc) as link_rank
    from `tabDynamic Link`
    where parenttype = 'Contact'
        and link_doctype = 'Customer'
),

customers as (
    select * from `tabCustomer`
)

select
    contacts.name as contact_id,
    customers.name as customer_id,
    coalesce(nullif(contacts.full_name, ''), concat_ws(' ', contacts.first_name, contacts.last_name)) as name,
    contacts.designation as seniority,
    contacts.email_id as email,
    coalesce(nullif(contacts.phone, ''), nullif(contacts.mobile_no, '')) as phone,
    contacts.modified as changed_at
from contacts
inner join links
    on links.contact_id = contacts.name
    and links.link_rank = 1
inner join customers
    on customers.name = links.customer_id

-- Which people do we know at a customer?
-- Tryton has addresses of a party (mail, telephone, ...); those that carry a name are a person's,
-- and those of one name at one party are one person's. The first of them gives the number.
with

mechanisms as (
    select
        *,
        lower(trim(name)) as name_key
    from party_contact_mechanism
    where active
        and trim(name) <> ''
),

buyers as (
    select party from sale_sale
    union
    select party from account_invoice
    where type = 'out'
    union
    select party from sale_opportunity
    union
    select customer as party from sale_complaint
),

strangers as (
    select party from company_company
    union
    select party from company_employee
    union
    select party from commission_agent
    union
    select party from account_invoice
    where type = 'in'
)

select
    min(mechanisms.id) as contact_id,
    mechanisms.party as customer_id,
    (array_agg(trim(mechanisms.name) order by mechanisms.id))[1] as name,
    (
        array_agg(mechanisms.value order by mechanisms.sequence nulls last, mechanisms.id)
        filter (where mechanisms.type = 'email')
    )[1] as email,
    (
        array_agg(mechanisms.value order by mechanisms.sequence nulls last, mechanisms.id)
        filter (where mechanisms.type in ('phone', 'mobile'))
    )[1] as phone,
    max(coalesce(mechanisms.write_date, mechanisms.create_date)) as changed_at
from mechanisms
where not exists (select from strangers where strangers.party = mechanisms.party)
    or exists (select from buyers where buyers.party = mechanisms.party)
group by mechanisms.party, mechanisms.name_key

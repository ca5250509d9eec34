-- Who spoke with whom, when, and on whose initiative?
-- All that Tryton knows are the messages that it sent and the notes that people left, on a customer or a document.
-- The two have numbers of their own; notes are told apart by a letter.
with

records as (
    select
        id::text as activity_id,
        resource,
        'email' as kind,
        true as is_initiated_by_us,
        create_uid,
        create_date,
        write_date
    from ir_email
    union all
    select
        'N' || id as activity_id,
        resource,
        'note' as kind,
        null::boolean as is_initiated_by_us,
        create_uid,
        create_date,
        write_date
    from ir_note
),

addressed as (
    select
        *,
        split_part(resource, ',', 1) as model,
        nullif(split_part(resource, ',', 2), '')::integer as record_id
    from records
    where resource ~ '^(party\.party|sale\.sale|account\.invoice|sale\.opportunity|sale\.complaint),'
),

users as (
    select * from res_user
),

sales as (
    select * from sale_sale
),

invoices as (
    select * from account_invoice
),

opportunities as (
    select * from sale_opportunity
),

complaints as (
    select * from sale_complaint
),

parties as (
    select * from party_party
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

placed as (
    select
        addressed.*,
        opportunities.id as opportunity_id,
        coalesce(parties.id, sales.party, invoices.party, opportunities.party, complaints.customer) as party
    from addressed
    left join parties
        on addressed.model = 'party.party'
        and parties.id = addressed.record_id
    left join sales
        on addressed.model = 'sale.sale'
        and sales.id = addressed.record_id
    left join invoices
        on addressed.model = 'account.invoice'
        and invoices.id = addressed.record_id
        and invoices.type = 'out'
    left join opportunities
        on addressed.model = 'sale.opportunity'
        and opportunities.id = addressed.record_id
    left join complaints
        on addressed.model = 'sale.complaint'
        and complaints.id = addressed.record_id
)

select
    placed.activity_id,
    placed.party as customer_id,
    placed.opportunity_id,
    users.employee as account_manager_id,
    placed.kind,
    placed.is_initiated_by_us,
    placed.create_date as at,
    true as is_done,
    coalesce(placed.write_date, placed.create_date) as changed_at
from placed
left join users
    on users.id = placed.create_uid
where placed.party is not null
    and (
        not exists (select from strangers where strangers.party = placed.party)
        or exists (select from buyers where buyers.party = placed.party)
    )

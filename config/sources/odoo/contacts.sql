-- Which people do we know at a customer?
-- Addresses for invoices and deliveries are no people; an archived contact is gone.
with

people as (
    select * from res_partner
),

customer_partners as (
    select id as partner_id from res_partner where customer_rank > 0
    union
    select partner_id from sale_order
    union
    select partner_id from crm_lead where partner_id is not null
    union
    select partner_id from account_move where move_type in ('out_invoice', 'out_refund', 'out_receipt')
    union
    select partner_id from account_payment where partner_type = 'customer'
),

sold_to as (
    select distinct res_partner.commercial_partner_id as customer_id
    from customer_partners
    inner join res_partner
        on res_partner.id = customer_partners.partner_id
)

select
    people.id as contact_id,
    people.commercial_partner_id as customer_id,
    people.name,
    people.function as seniority,
    people.email,
    people.phone,
    people.write_date as changed_at
from people
inner join sold_to
    on sold_to.customer_id = people.commercial_partner_id
where people.commercial_partner_id <> people.id
    and people.type = 'contact'
    and people.name is not null
    and people.active

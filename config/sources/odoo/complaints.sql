-- What did customers complain about, and how was it settled?
-- Needs the Enterprise app Helpdesk. A ticket of somebody who never bought nor asked for an offer is left out.
with

tickets as (
    select support_tickets.*
    from (select null::integer as sale_order_id, null::integer as product_id) as absent
    cross join lateral (
        select
            id,
            partner_id,
            stage_id,
            ticket_type_id,
            priority,
            user_id,
            sale_order_id,
            product_id,
            close_date,
            create_date,
            write_date
        from helpdesk_ticket
    ) as support_tickets
),

partners as (
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
),

stages as (
    select * from helpdesk_stage
),

types as (
    select * from helpdesk_ticket_type
),

first_company as (
    select resource_calendar.tz
    from res_company
    inner join resource_calendar
        on resource_calendar.id = res_company.resource_calendar_id
    where res_company.parent_id is null
    order by res_company.id
    limit 1
)

select
    tickets.id as complaint_id,
    sold_to.customer_id,
    tickets.sale_order_id as order_id,
    tickets.product_id,
    (tickets.create_date at time zone 'UTC' at time zone first_company.tz)::date as opened_on,
    tickets.close_date as closed_at,
    coalesce(stages.name ->> 'en_US', 'New') as status,
    types.name ->> 'en_US' as category,
    tickets.priority as severity,
    tickets.user_id as account_manager_id,
    greatest(tickets.write_date, partners.write_date) as changed_at
from tickets
cross join first_company
inner join partners
    on partners.id = tickets.partner_id
inner join sold_to
    on sold_to.customer_id = partners.commercial_partner_id
left join stages
    on stages.id = tickets.stage_id
left join types
    on types.id = tickets.ticket_type_id

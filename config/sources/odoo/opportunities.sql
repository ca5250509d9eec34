-- Which deals are open, won or lost?
-- A lost opportunity is archived with probability 0: archived rows must be read. Amounts are in the company's currency.
with

leads as (
    select * from crm_lead
),

customers as (
    select * from res_partner
),

first_company as (
    select id
    from res_company
    where parent_id is null
    order by id
    limit 1
),

companies as (
    select * from res_company
),

schedules as (
    select * from resource_calendar
),

currencies as (
    select * from res_currency
),

stages as (
    select * from crm_stage
),

lost_reasons as (
    select * from crm_lost_reason
),

lead_sources as (
    select * from utm_source
),

statuses as (
    select
        crm_lead.id,
        case
            when crm_lead.active and crm_stage.is_won then 'won'
            when crm_lead.active then 'open'
            when crm_lead.probability = 0 or crm_lead.lost_reason_id is not null then 'lost'
            when crm_stage.is_won then 'won'
            else 'cancelled'
        end as status
    from crm_lead
    left join crm_stage
        on crm_stage.id = crm_lead.stage_id
)

select
    leads.id as opportunity_id,
    customers.commercial_partner_id as customer_id,
    case
        when customers.id is null then coalesce(leads.partner_name, leads.contact_name, leads.name)
    end as lead_name,
    leads.user_id as account_manager_id,
    stages.name ->> 'en_US' as stage,
    statuses.status,
    leads.expected_revenue as amount,
    currencies.name as currency_code,
    round((leads.probability / 100)::numeric, 6) as probability,
    (leads.create_date at time zone 'UTC' at time zone schedules.tz)::date as created_on,
    leads.date_deadline as expected_close_on,
    case
        when statuses.status <> 'open' then (leads.date_closed at time zone 'UTC' at time zone schedules.tz)::date
    end as closed_on,
    case when statuses.status = 'lost' then lost_reasons.name ->> 'en_US' end as lost_reason,
    lead_sources.name as lead_source,
    greatest(leads.write_date, customers.write_date) as changed_at
from leads
cross join first_company
inner join statuses
    on statuses.id = leads.id
inner join companies
    on companies.id = coalesce(leads.company_id, first_company.id)
inner join currencies
    on currencies.id = companies.currency_id
left join schedules
    on schedules.id = companies.resource_calendar_id
left join customers
    on customers.id = leads.partner_id
left join stages
    on stages.id = leads.stage_id
left join lost_reasons
    on lost_reasons.id = leads.lost_reason_id
left join lead_sources
    on lead_sources.id = leads.source_id
where leads.type = 'opportunity'

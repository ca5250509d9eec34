-- Who spoke with whom, when, and on whose initiative?
-- A finished activity is deleted and lives on as a message; meetings are taken from the calendar alone, so that none counts twice.
with

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

subjects as (
    select
        'res.partner' as model,
        id as res_id,
        id as partner_id,
        null::integer as opportunity_id
    from res_partner
    union all
    select
        'crm.lead' as model,
        id as res_id,
        partner_id,
        case when type = 'opportunity' then id end as opportunity_id
    from crm_lead
    union all
    select
        'sale.order' as model,
        id as res_id,
        partner_id,
        null::integer as opportunity_id
    from sale_order
),

types as (
    select
        id,
        category,
        case
            when category = 'phonecall' then 'call'
            when name ->> 'en_US' = 'Email' then 'email'
            else 'task'
        end as kind
    from mail_activity_type
),

staff as (
    select
        id as account_manager_id,
        partner_id
    from res_users
    where not coalesce(share, false)
),

first_company as (
    select resource_calendar.tz
    from res_company
    inner join resource_calendar
        on resource_calendar.id = res_company.resource_calendar_id
    where res_company.parent_id is null
    order by res_company.id
    limit 1
),

attendees as (
    select
        calendar_event_res_partner_rel.calendar_event_id,
        min(calendar_event_res_partner_rel.res_partner_id) as partner_id
    from calendar_event_res_partner_rel
    where calendar_event_res_partner_rel.res_partner_id not in (select partner_id from res_users where not coalesce(share, false))
    group by calendar_event_res_partner_rel.calendar_event_id
),

meetings as (
    select
        'event-' || calendar_event.id as activity_id,
        coalesce(attendees.partner_id, subjects.partner_id) as partner_id,
        subjects.opportunity_id,
        calendar_event.user_id as account_manager_id,
        'meeting' as kind,
        null::boolean as is_initiated_by_us,
        calendar_event.start as at,
        null::boolean as is_done,
        calendar_event.name as outcome,
        round(calendar_event.duration * 60)::bigint as minutes,
        calendar_event.write_date as changed_at
    from calendar_event
    left join attendees
        on attendees.calendar_event_id = calendar_event.id
    left join subjects
        on subjects.model = case when calendar_event.opportunity_id is not null then 'crm.lead' else calendar_event.res_model end
        and subjects.res_id = coalesce(calendar_event.opportunity_id, calendar_event.res_id)
    where calendar_event.active
),

finished as (
    select
        'message-' || mail_message.id as activity_id,
        subjects.partner_id,
        subjects.opportunity_id,
        staff.account_manager_id,
        types.kind,
        true as is_initiated_by_us,
        mail_message.date as at,
        true as is_done,
        mail_message.subject as outcome,
        null::bigint as minutes,
        mail_message.write_date as changed_at
    from mail_message
    inner join types
        on types.id = mail_message.mail_activity_type_id
        and types.category is distinct from 'meeting'
    inner join subjects
        on subjects.model = mail_message.model
        and subjects.res_id = mail_message.res_id
    left join staff
        on staff.partner_id = mail_message.author_id
),

letters as (
    select
        'message-' || mail_message.id as activity_id,
        coalesce(subjects.partner_id, mail_message.author_id) as partner_id,
        subjects.opportunity_id,
        staff.account_manager_id,
        'email' as kind,
        staff.account_manager_id is not null as is_initiated_by_us,
        mail_message.date as at,
        true as is_done,
        mail_message.subject as outcome,
        null::bigint as minutes,
        mail_message.write_date as changed_at
    from mail_message
    inner join mail_message_subtype
        on mail_message_subtype.id = mail_message.subtype_id
        and not coalesce(mail_message_subtype.internal, false)
    inner join subjects
        on subjects.model = mail_message.model
        and subjects.res_id = mail_message.res_id
    left join staff
        on staff.partner_id = mail_message.author_id
    where mail_message.message_type in ('email', 'comment')
        and not coalesce(mail_message.is_internal, false)
        and mail_message.mail_activity_type_id is null
),

-- Since 18 a type of activity may be kept when done: it is then inactive.
open_activities as (
    select all_activities.*
    from (select true as active) as absent
    cross join lateral (
        select
            id,
            res_model,
            res_id,
            activity_type_id,
            summary,
            date_deadline,
            user_id,
            write_date,
            active
        from mail_activity
    ) as all_activities
    where all_activities.active
),

planned as (
    select
        'activity-' || open_activities.id as activity_id,
        subjects.partner_id,
        subjects.opportunity_id,
        open_activities.user_id as account_manager_id,
        types.kind,
        true as is_initiated_by_us,
        open_activities.date_deadline::timestamp at time zone first_company.tz at time zone 'UTC' as at,
        false as is_done,
        open_activities.summary as outcome,
        null::bigint as minutes,
        open_activities.write_date as changed_at
    from open_activities
    cross join first_company
    inner join types
        on types.id = open_activities.activity_type_id
        and types.category is distinct from 'meeting'
    inner join subjects
        on subjects.model = open_activities.res_model
        and subjects.res_id = open_activities.res_id
),

activities as (
    select * from meetings
    union all
    select * from finished
    union all
    select * from letters
    union all
    select * from planned
),

partners as (
    select * from res_partner
)

select
    activities.activity_id,
    sold_to.customer_id,
    case when partners.type = 'contact' and partners.id <> partners.commercial_partner_id then partners.id end as contact_id,
    activities.opportunity_id,
    activities.account_manager_id,
    activities.kind,
    activities.is_initiated_by_us,
    activities.at,
    activities.is_done,
    activities.outcome,
    activities.minutes,
    activities.changed_at
from activities
left join partners
    on partners.id = activities.partner_id
left join sold_to
    on sold_to.customer_id = partners.commercial_partner_id
where sold_to.customer_id is not null
    or activities.opportunity_id is not null

-- Who spoke with whom, when, and on whose initiative?
-- Events, mails and calls, and tasks that name a customer or something of a customer's; the mail that announces an event is not a second one.
with

links as (
    select
        parent as contact_id,
        link_name as customer_id,
        row_number() over (partition by parent order by idx asc, name asc) as link_rank
    from `tabDynamic Link`
    where parenttype = 'Contact'
        and link_doctype = 'Customer'
),

subjects as (
    select 'Customer' as doctype, name, name as customer_id, null as contact_id, null as opportunity_id
    from `tabCustomer`
    union all
    select 'Contact' as doctype, contact_id as name, customer_id, contact_id, null as opportunity_id
    from links
    where link_rank = 1
    union all
    select
        'Opportunity' as doctype,
        `tabOpportunity`.name,
        case
            when `tabOpportunity`.opportunity_from = 'Customer' then `tabOpportunity`.party_name
            else nullif(`tabLead`.customer, '')
        end as customer_id,
        null as contact_id,
        `tabOpportunity`.name as opportunity_id
    from `tabOpportunity`
    left join `tabLead`
        on `tabOpportunity`.opportunity_from = 'Lead'
        and `tabLead`.name = `tabOpportunity`.party_name
    union all
    select 'Sales Order' as doctype, name, customer as customer_id, null as contact_id, null as opportunity_id
    from `tabSales Order`
    union all
    select 'Issue' as doctype, name, customer as customer_id, null as contact_id, null as opportunity_id
    from `tabIssue`
    where customer is not null
),

participants as (
    select
        `tabEvent Participants`.parent as event_id,
        min(subjects.customer_id) as customer_id,
        min(subjects.contact_id) as contact_id,
        min(subjects.opportunity_id) as opportunity_id
    from `tabEvent Participants`
    inner join subjects
        on subjects.doctype = `tabEvent Participants`.reference_doctype
        and subjects.name = `tabEvent Participants`.reference_docname
    group by `tabEvent Participants`.parent
),

events as (
    select
        concat('event-', `tabEvent`.name) as activity_id,
        participants.customer_id,
        participants.contact_id,
        participants.opportunity_id,
        `tabEvent`.owner as user_id,
        case `tabEvent`.event_category
            when 'Call' then 'call'
            when 'Sent/Received Email' then 'email'
            when 'Other' then 'task'
            else 'meeting'
        end as kind,
        null as is_initiated_by_us,
        `tabEvent`.starts_on as happened_at,
        case when `tabEvent`.status in ('Completed', 'Closed') then 1 end as is_done,
        `tabEvent`.subject as outcome,
        greatest(timestampdiff(minute, `tabEvent`.starts_on, `tabEvent`.ends_on), 0) as minutes,
        `tabEvent`.modified as changed_at
    from `tabEvent`
    inner join participants
        on participants.event_id = `tabEvent`.name
    where `tabEvent`.status <> 'Cancelled'
),

messages as (
    select
        concat('message-', `tabCommunication`.name) as activity_id,
        subjects.customer_id,
        subjects.contact_id,
        subjects.opportunity_id,
        `tabCommunication`.owner as user_id,
        case `tabCommunication`.communication_medium
            when 'Email' then 'email'
            when 'Phone' then 'call'
            when 'Visit' then 'visit'
            when 'Meeting' then 'meeting'
            else 'note'
        end as kind,
        `tabCommunication`.sent_or_received = 'Sent' as is_initiated_by_us,
        `tabCommunication`.communication_date as happened_at,
        1 as is_done,
        `tabCommunication`.subject as outcome,
        null as minutes,
        `tabCommunication`.modified as changed_at
    from `tabCommunication`
    inner join subjects
        on subjects.doctype = `tabCommunication`.reference_doctype
        and subjects.name = `tabCommunication`.reference_name
    where `tabCommunication`.communication_type = 'Communication'
        and coalesce(`tabCommunication`.communication_medium, '') <> 'Event'
),

tasks as (
    select
        concat('task-', `tabToDo`.name) as activity_id,
        subjects.customer_id,
        subjects.contact_id,
        subjects.opportunity_id,
        `tabToDo`.allocated_to as user_id,
        'task' as kind,
        1 as is_initiated_by_us,
        coalesce(cast(`tabToDo`.date as datetime), `tabToDo`.creation) as happened_at,
        `tabToDo`.status = 'Closed' as is_done,
        null as outcome,
        null as minutes,
        `tabToDo`.modified as changed_at
    from `tabToDo`
    inner join subjects
        on subjects.doctype = `tabToDo`.reference_type
        and subjects.name = `tabToDo`.reference_name
    where `tabToDo`.status <> 'Cancelled'
),

activities as (
    select * from events
    union all
    select * from messages
    union all
    select * from tasks
),

sales_people_of_users as (
    select
        `tabEmployee`.user_id,
        min(`tabSales Person`.name) as sales_person
    from `tabSales Person`
    inner join `tabEmployee`
        on `tabEmployee`.name = `tabSales Person`.employee
    where `tabEmployee`.user_id is not null
    group by `tabEmployee`.user_id
)

select
    activities.activity_id,
    activities.customer_id,
    activities.contact_id,
    activities.opportunity_id,
    sales_people_of_users.sales_person as account_manager_id,
    activities.kind,
    activities.is_initiated_by_us,
    activities.happened_at as `at`,
    activities.is_done,
    activities.outcome,
    activities.minutes,
    activities.changed_at
from activities
left join sales_people_of_users
    on sales_people_of_users.user_id = activities.user_id

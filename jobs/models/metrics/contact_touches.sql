-- Who of the people we know at customers was spoken with, how often and when for the last time?
-- A person whom nobody ever spoke with is known all the same. Tasks and notes are no contact.
with

contacts as (
    select * from staged.contacts
),

activities as (
    select * from staged.activities
),

kinds as (
    select * from config.activity_kinds
),

executives as (
    select distinct plain_words(seniority) as seniority from config.executive_seniorities
),

windows as (
    select from_on from metrics.value_windows where window_name = '12m'
),

policy as (
    select * from config.contact_coverage
),

this_night as (
    select * from run.current
),

talks as (
    select
        activities.contact_id,
        max(activities.happened_on) as last_contacted_on,
        count(*) filter (where activities.happened_on >= windows.from_on) as talk_count_12m
    from activities
    cross join windows
    inner join kinds on kinds.kind = activities.kind
    where kinds.is_contact
        and activities.contact_id is not null
    group by activities.contact_id
)

select
    contacts.contact_id,
    contacts.customer_id,
    contacts.role,
    executives.seniority is not null as is_executive,
    contacts.is_active,
    contacts.left_on,
    coalesce(talks.talk_count_12m, 0) as talk_count_12m,
    talks.last_contacted_on,
    coalesce(days_between(talks.last_contacted_on, this_night.as_of) <= policy.contacted_within_days, false) as is_contacted
from contacts
cross join policy
cross join this_night
left join executives on executives.seniority = plain_words(contacts.seniority)
left join talks on talks.contact_id = contacts.contact_id

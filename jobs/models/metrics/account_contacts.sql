-- How much did we speak with an account, through how many people on either side, and who began?
-- Only people who are still there make a thread: who left, or whom nobody knows by the number, holds no relationship. The talk itself counts.
with

activities as (
    select * from staged.activities
),

kinds as (
    select * from config.activity_kinds
),

contacts as (
    select * from staged.contacts
),

account_managers as (
    select * from staged.account_managers
),

accounts as (
    select * from staged.accounts
),

windows as (
    select from_on from metrics.value_windows where window_name = '12m'
),

talks as (
    select
        activities.customer_id,
        activities.kind,
        kinds.is_contact,
        kinds.is_visit,
        activities.is_initiated_by_us,
        activities.happened_on,
        activities.happened_on >= windows.from_on as is_recent,
        case when contacts.is_active then contacts.contact_id end as thread_contact_id,
        case when account_managers.is_active then account_managers.account_manager_id end as thread_manager_id,
        (activities.contact_id is not null and contacts.contact_id is null)
            or (activities.account_manager_id is not null and account_managers.account_manager_id is null) as has_unknown_person
    from activities
    cross join windows
    inner join kinds on kinds.kind = activities.kind
    left join contacts on contacts.contact_id = activities.contact_id
    left join account_managers on account_managers.account_manager_id = activities.account_manager_id
)

select
    accounts.level,
    accounts.account_id,
    count(*) filter (where is_recent and is_contact) as talk_count_12m,
    count(*) filter (where is_recent and is_contact and is_visit) as visit_count_12m,
    count(*) filter (where is_recent and is_contact and kind = 'meeting') as meeting_count_12m,
    count(*) filter (where is_recent and is_contact and kind = 'call') as call_count_12m,
    count(*) filter (where is_recent and is_contact and kind = 'email') as email_count_12m,
    count(*) filter (where is_recent and is_contact and kind = 'seminar') as seminar_count_12m,
    count(*) filter (where is_recent and not is_contact) as desk_activity_count_12m,
    count(*) filter (where is_recent and is_contact and has_unknown_person) as unknown_person_talk_count_12m,
    count(thread_contact_id) filter (where is_recent and is_contact) as contact_thread_n,
    count(distinct thread_contact_id) filter (where is_recent and is_contact) as thread_contact_count_12m,
    count(thread_manager_id) filter (where is_recent and is_contact) as manager_thread_n,
    count(distinct thread_manager_id) filter (where is_recent and is_contact) as thread_manager_count_12m,
    count(is_initiated_by_us) filter (where is_recent and is_contact) as proactive_n,
    count(*) filter (where is_recent and is_contact and is_initiated_by_us) as proactive_count_12m,
    count(distinct happened_on) filter (where is_contact) as contact_day_count,
    min(happened_on) filter (where is_contact) as first_contacted_on,
    max(happened_on) filter (where is_contact) as last_contacted_on
from talks
inner join accounts on accounts.customer_id = talks.customer_id
group by accounts.level, accounts.account_id

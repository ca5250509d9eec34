-- What did a customer complain about in twelve months, was it settled at the first contact and for good, and what is open, however old?
-- Settled at the first contact: never opened again, and closed within first_contact_days of our first answer. A complaint that may still become so, or of which nobody wrote down our first answer or whether it came back, is not asked.
with

complaints as (
    select * from staged.complaints
),

windows as (
    select from_on from metrics.value_windows where window_name = '12m'
),

policy as (
    select * from config.service_level
),

this_night as (
    select * from run.current
),

judged as (
    select
        complaints.customer_id,
        complaints.is_open,
        complaints.opened_on >= windows.from_on as is_of_window,
        complaints.is_quality_incident,
        complaints.reopened_count,
        case
            when complaints.reopened_count > 0 then false
            when days_between(complaints.responded_on, coalesce(complaints.closed_on, this_night.as_of)) > policy.first_contact_days then false
            when complaints.responded_on is not null and not complaints.is_open and complaints.reopened_count = 0 then true
        end as is_first_contact_resolution
    from complaints
    cross join windows
    cross join policy
    cross join this_night
    where complaints.opened_on >= windows.from_on or complaints.is_open
)

select
    customer_id,
    count(*) filter (where is_of_window) as complaint_count,
    count(*) filter (where is_of_window and is_quality_incident) as quality_incident_count,
    count(*) filter (where is_open) as open_complaint_count,
    count(is_first_contact_resolution) filter (where is_of_window) as first_contact_n,
    count(*) filter (where is_of_window and is_first_contact_resolution) as first_contact_count,
    count(reopened_count) filter (where is_of_window and not is_open) as reopened_n,
    count(*) filter (where is_of_window and not is_open and reopened_count > 0) as reopened_complaint_count
from judged
group by customer_id

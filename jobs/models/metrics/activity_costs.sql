-- What did each visit, call, mail and seminar cost us?
-- The price of its kind and the hours that it took; where the company does not say what one of them costs, nothing is known.
with

activities as (
    select * from staged.activities
),

costs as (
    select * from config.costs
),

priced as (
    select
        activities.*,
        costs.cost_per_hour,
        case activities.kind
            when 'visit' then costs.cost_per_visit
            when 'meeting' then costs.cost_per_meeting
            when 'call' then costs.cost_per_call
            when 'email' then costs.cost_per_email
            when 'seminar' then costs.cost_per_seminar
            when 'task' then costs.cost_per_task
            else costs.cost_per_note
        end as cost_of_kind,
        coalesce(activities.minutes, case activities.kind
            when 'visit' then costs.default_visit_minutes
            when 'meeting' then costs.default_meeting_minutes
            when 'call' then costs.default_call_minutes
            when 'email' then costs.default_email_minutes
            when 'seminar' then costs.default_seminar_minutes
            when 'task' then costs.default_task_minutes
            else 0
        end) as counted_minutes
    from activities
    cross join costs
)

select
    activity_id,
    customer_id,
    account_manager_id,
    kind,
    happened_on,
    counted_minutes,
    cast(cost_of_kind + cast(counted_minutes as decimal(18, 4)) * cost_per_hour / 60 as decimal(18, 4)) as activity_cost_amount
from priced

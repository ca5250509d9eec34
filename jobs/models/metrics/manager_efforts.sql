-- What did an account manager do for customers in the last twelve months, and what did it cost us?
-- By who took part, whoever looks after the customer.
with

activities as (
    select * from metrics.activity_costs where account_manager_id is not null
),

kinds as (
    select * from config.activity_kinds
),

windows as (
    select * from metrics.value_windows where window_name = '12m'
)

select
    activities.account_manager_id,
    count(*) as activity_count,
    count(*) filter (where coalesce(kinds.is_contact, false)) as talk_count,
    count(*) filter (where coalesce(kinds.is_contact and kinds.is_visit, false)) as visit_count,
    count(distinct activities.customer_id) as spoken_customer_count,
    cast(sum(activities.counted_minutes) as bigint) as minutes,
    count(*) filter (where activities.activity_cost_amount is null) as uncosted_count,
    cast(sum(activities.activity_cost_amount) as decimal(18, 4)) as activity_cost_amount
from activities
inner join windows on activities.happened_on between windows.from_on and windows.to_on
left join kinds on kinds.kind = activities.kind
group by activities.account_manager_id

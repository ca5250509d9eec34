-- Who looks after each customer, what is it worth, and could somebody else take it over tomorrow?
-- Ready is a customer where enough people are known and a second one of us has spoken with it often enough.
with

customers as (
    select * from staged.customers
),

managers as (
    select * from staged.account_managers
),

contacts as (
    select * from staged.contacts where is_active
),

people as (
    select * from metrics.key_people where level = 'customer' and side = 'OURS'
),

risks as (
    select * from metrics.key_person_risks where level = 'customer'
),

account_windows as (
    select * from metrics.account_windows where level = 'customer' and window_name = '12m'
),

net_values as (
    select * from metrics.net_values where level = 'customer'
),

satisfaction as (
    select * from metrics.account_satisfaction where level = 'customer'
),

loyalty as (
    select * from metrics.account_loyalty where level = 'customer'
),

policy as (
    select * from config.account_manager
),

deliveries as (
    select
        coalesce(bool_or(is_delivered) filter (where table_name = 'activities'), false) as has_activities,
        coalesce(bool_or(is_delivered) filter (where table_name = 'contacts'), false) as has_contacts
    from run.deliveries
),

known as (
    select customer_id, count(*) as contact_count
    from contacts
    group by customer_id
),

seconds as (
    select
        customers.customer_id,
        count(*) as second_manager_count
    from customers
    cross join policy
    inner join people on people.account_id = customers.customer_id
    inner join managers on managers.account_manager_id = people.person_id and managers.is_active
    where people.person_id <> coalesce(customers.account_manager_id, '')
        and people.talk_count >= policy.ready_talks
    group by customers.customer_id
)

select
    customers.customer_id,
    coalesce(customers.account_manager_id, 'NOBODY') as account_manager_id,
    coalesce(account_windows.order_count, 0) as order_count_12m,
    coalesce(account_windows.revenue_amount, cast(0 as decimal(18, 4))) as revenue_amount_12m,
    account_windows.contribution_margin_amount as contribution_margin_amount_12m,
    account_windows.contribution_abstain_reason,
    net_values.clv_net_amount_36m as clv_amount_36m,
    risks.is_single_manager and risks.main_manager_id = customers.account_manager_id as is_in_one_hand,
    risks.main_manager_id,
    risks.value_at_risk_amount_low,
    risks.value_at_risk_amount,
    risks.value_at_risk_amount_high,
    satisfaction.satisfaction,
    loyalty.transactional_loyalty,
    loyalty.emotional_loyalty,
    coalesce(known.contact_count, 0) as contact_count,
    coalesce(seconds.second_manager_count, 0) as second_manager_count,
    case
        when deliveries.has_activities and deliveries.has_contacts
            then coalesce(known.contact_count, 0) >= policy.ready_contacts and coalesce(seconds.second_manager_count, 0) >= 1
    end as is_handover_ready,
    case when not (deliveries.has_activities and deliveries.has_contacts) then 'SOURCE_MISSING' end as handover_ready_abstain_reason
from customers
cross join policy
cross join deliveries
left join account_windows on account_windows.account_id = customers.customer_id
left join net_values on net_values.account_id = customers.customer_id
left join risks on risks.account_id = customers.customer_id
left join satisfaction on satisfaction.account_id = customers.customer_id
left join loyalty on loyalty.account_id = customers.customer_id
left join known on known.customer_id = customers.customer_id
left join seconds on seconds.customer_id = customers.customer_id

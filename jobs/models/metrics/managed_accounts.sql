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

dependences as (
    select * from metrics.account_dependences where level = 'customer'
),

policy as (
    select * from config.account_manager
),

sources as (
    select * from metrics.relationship_sources where level = 'customer'
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
    net_values.clv_net_amount_36m,
    case
        when risks.has_dominant_manager is not null
            then risks.has_dominant_manager and coalesce(risks.main_manager_id = customers.account_manager_id, false)
    end as is_in_one_hand,
    case when risks.has_dominant_manager is null then coalesce(risks.dominant_manager_abstain_reason, 'NO_ACTIVITIES') end as one_hand_abstain_reason,
    risks.main_manager_id,
    risks.departure_loss_amount_low,
    risks.departure_loss_amount,
    risks.departure_loss_amount_high,
    risks.departure_loss_abstain_reason,
    satisfaction.satisfaction,
    loyalty.transactional_loyalty,
    loyalty.emotional_loyalty,
    dependences.dependence_on_us,
    case when sources.contacts_abstain_reason is null then coalesce(known.contact_count, 0) end as contact_count,
    case when sources.activities_abstain_reason is null then coalesce(seconds.second_manager_count, 0) end as second_manager_count,
    case
        when sources.contacts_abstain_reason is null and sources.activities_abstain_reason is null
            then coalesce(known.contact_count, 0) >= policy.ready_contacts and coalesce(seconds.second_manager_count, 0) >= 1
    end as is_handover_ready,
    coalesce(sources.contacts_abstain_reason, sources.activities_abstain_reason) as handover_ready_abstain_reason,
    sources.activities_abstain_reason
from customers
cross join policy
left join sources on sources.account_id = customers.customer_id
left join account_windows on account_windows.account_id = customers.customer_id
left join net_values on net_values.account_id = customers.customer_id
left join risks on risks.account_id = customers.customer_id
left join satisfaction on satisfaction.account_id = customers.customer_id
left join loyalty on loyalty.account_id = customers.customer_id
left join dependences on dependences.account_id = customers.customer_id
left join known on known.customer_id = customers.customer_id
left join seconds on seconds.customer_id = customers.customer_id

-- Is an account known to any system that tells of its contacts, activities, complaints, deliveries, opportunities, surveys or referrals?
-- A table that no system delivers says nothing of anybody; one that the customer's own systems do not deliver says nothing of this customer: it has not zero visits.
with

accounts as (
    select * from staged.accounts
),

acquaintances as (
    select * from staged.customer_acquaintances
),

deliveries as (
    select * from run.deliveries
),

delivered as (
    select
        coalesce(bool_or(is_delivered) filter (where table_name = 'contacts'), false) as has_contacts,
        coalesce(bool_or(is_delivered) filter (where table_name = 'activities'), false) as has_activities,
        coalesce(bool_or(is_delivered) filter (where table_name = 'complaints'), false) as has_complaints,
        coalesce(bool_or(is_delivered) filter (where table_name = 'deliveries'), false) as has_deliveries,
        coalesce(bool_or(is_delivered) filter (where table_name = 'opportunities'), false) as has_opportunities,
        coalesce(bool_or(is_delivered) filter (where table_name = 'surveys'), false) as has_surveys,
        coalesce(bool_or(is_delivered) filter (where table_name = 'referrals'), false) as has_referrals
    from deliveries
),

customers as (
    select
        accounts.customer_id,
        coalesce(bool_or(deliveries.table_name = 'contacts'), false) as knows_contacts,
        coalesce(bool_or(deliveries.table_name = 'activities'), false) as knows_activities,
        coalesce(bool_or(deliveries.table_name = 'complaints'), false) as knows_complaints,
        coalesce(bool_or(deliveries.table_name = 'deliveries'), false) as knows_deliveries,
        coalesce(bool_or(deliveries.table_name = 'opportunities'), false) as knows_opportunities,
        coalesce(bool_or(deliveries.table_name = 'surveys'), false) as knows_surveys,
        coalesce(bool_or(deliveries.table_name = 'referrals'), false) as knows_referrals
    from accounts
    left join acquaintances on acquaintances.customer_id = accounts.customer_id
    left join deliveries
        on deliveries.source_system = acquaintances.source_system
        and deliveries.is_delivered
    where accounts.level = 'customer'
    group by accounts.customer_id
),

known as (
    select
        accounts.level,
        accounts.account_id,
        bool_or(customers.knows_contacts) as knows_contacts,
        bool_or(customers.knows_activities) as knows_activities,
        bool_or(customers.knows_complaints) as knows_complaints,
        bool_or(customers.knows_deliveries) as knows_deliveries,
        bool_or(customers.knows_opportunities) as knows_opportunities,
        bool_or(customers.knows_surveys) as knows_surveys,
        bool_or(customers.knows_referrals) as knows_referrals,
        count(*) filter (where not customers.knows_activities) as unlisted_customer_count
    from accounts
    inner join customers on customers.customer_id = accounts.customer_id
    group by accounts.level, accounts.account_id
)

select
    known.level,
    known.account_id,
    case
        when not delivered.has_contacts then 'SOURCE_MISSING'
        when not known.knows_contacts then 'NOT_IN_SOURCE'
    end as contacts_abstain_reason,
    case
        when not delivered.has_activities then 'SOURCE_MISSING'
        when not known.knows_activities then 'NOT_IN_SOURCE'
    end as activities_abstain_reason,
    case
        when not delivered.has_complaints then 'SOURCE_MISSING'
        when not known.knows_complaints then 'NOT_IN_SOURCE'
    end as complaints_abstain_reason,
    case
        when not delivered.has_deliveries then 'SOURCE_MISSING'
        when not known.knows_deliveries then 'NOT_IN_SOURCE'
    end as deliveries_abstain_reason,
    case
        when not delivered.has_opportunities then 'SOURCE_MISSING'
        when not known.knows_opportunities then 'NOT_IN_SOURCE'
    end as opportunities_abstain_reason,
    case
        when not delivered.has_surveys then 'SOURCE_MISSING'
        when not known.knows_surveys then 'NOT_IN_SOURCE'
    end as surveys_abstain_reason,
    case
        when not delivered.has_referrals then 'SOURCE_MISSING'
        when not known.knows_referrals then 'NOT_IN_SOURCE'
    end as referrals_abstain_reason,
    case when delivered.has_activities then known.unlisted_customer_count else 0 end as unlisted_customer_count
from known
cross join delivered

-- Is an account known to any system that tells of its contacts, activities, complaints, deliveries or opportunities?
-- A table that no system delivers says nothing of anybody; one that the customer's own systems do not deliver says nothing of this customer: it has not zero visits.
with

accounts as (
    select * from staged.accounts
),

identities as (
    select * from staged.customer_identities
),

customer_references as (
    select * from staged.customer_references
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
        coalesce(bool_or(is_delivered) filter (where table_name = 'opportunities'), false) as has_opportunities
    from deliveries
),

-- A system that lists customers knows those on its list; one that lists none speaks of all by the numbers of others.
listing as (
    select distinct source_system
    from deliveries
    where table_name = 'customers'
        and is_delivered
),

acquaintances as (
    select customer_id, source_system from identities
    union
    select customer_references.customer_id, customer_references.source_system
    from customer_references
    left join listing on listing.source_system = customer_references.source_system
    where listing.source_system is null
),

known as (
    select
        accounts.level,
        accounts.account_id,
        coalesce(bool_or(deliveries.table_name = 'contacts'), false) as knows_contacts,
        coalesce(bool_or(deliveries.table_name = 'activities'), false) as knows_activities,
        coalesce(bool_or(deliveries.table_name = 'complaints'), false) as knows_complaints,
        coalesce(bool_or(deliveries.table_name = 'deliveries'), false) as knows_deliveries,
        coalesce(bool_or(deliveries.table_name = 'opportunities'), false) as knows_opportunities
    from accounts
    left join acquaintances on acquaintances.customer_id = accounts.customer_id
    left join deliveries
        on deliveries.source_system = acquaintances.source_system
        and deliveries.is_delivered
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
    end as opportunities_abstain_reason
from known
cross join delivered

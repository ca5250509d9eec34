-- Whom do two systems both know, and the book of record does not?
-- They stay two customers: only the book of record makes records of two other systems one. People see them on the review list.
with

source_customers as (
    select * from staged.source_customers
),

identities as (
    select * from staged.customer_identities
),

decisions as (
    select * from staged.identity_decisions
),

sources as (
    select * from run.sources
),

policy as (
    select * from config.identity
),

strangers as (
    select
        source_customers.source_system,
        source_customers.source_customer_id,
        identities.customer_id,
        source_customers.code,
        case when length(source_customers.tax_id_key) >= policy.tax_id_min_length then source_customers.tax_id_key end
            as tax_id_key,
        source_customers.country_code,
        sources.precedence
    from source_customers
    inner join identities
        on identities.source_system = source_customers.source_system
        and identities.source_customer_id = source_customers.source_customer_id
    inner join sources
        on sources.source_system = source_customers.source_system
    cross join policy
    where identities.method = 'unmatched'
        and identities.customer_id = source_customers.source_system || ':' || source_customers.source_customer_id
),

found as (
    select
        later.source_system,
        later.source_customer_id,
        earlier.customer_id,
        'declared_key' as evidence
    from strangers as later
    inner join strangers as earlier
        on later.code = earlier.source_customer_id
    where later.precedence > earlier.precedence
    union all
    select
        later.source_system,
        later.source_customer_id,
        earlier.customer_id,
        'declared_key' as evidence
    from strangers as later
    inner join strangers as earlier
        on earlier.code = later.source_customer_id
    where later.precedence > earlier.precedence
    union all
    select
        later.source_system,
        later.source_customer_id,
        earlier.customer_id,
        'declared_key' as evidence
    from strangers as later
    inner join strangers as earlier
        on earlier.code = later.code
    where later.precedence > earlier.precedence
    union all
    select
        later.source_system,
        later.source_customer_id,
        earlier.customer_id,
        'tax_id' as evidence
    from strangers as later
    inner join strangers as earlier
        on earlier.tax_id_key = later.tax_id_key
    where later.precedence > earlier.precedence
        and coalesce(earlier.country_code = later.country_code, true)
),

pairs as (
    select
        source_system,
        source_customer_id,
        customer_id,
        bool_or(evidence = 'declared_key') as has_declared_key,
        bool_or(evidence = 'tax_id') as has_tax_id
    from found
    group by source_system, source_customer_id, customer_id
)

select
    pairs.source_system,
    pairs.source_customer_id,
    pairs.customer_id as peer_customer_id,
    cast(case when pairs.has_declared_key then policy.declared_key_score else policy.tax_id_score end as decimal(9, 6))
        as score,
    concat_ws(
        ', ',
        case when pairs.has_declared_key then 'declared_key' end,
        case when pairs.has_tax_id then 'tax_id' end
    ) as evidence
from pairs
cross join policy
left join decisions
    on decisions.source_system = pairs.source_system
    and decisions.source_customer_id = pairs.source_customer_id
    and decisions.customer_id = pairs.customer_id
where decisions.decision is null
    or decisions.decision <> 'distinct'

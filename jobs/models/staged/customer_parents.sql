-- Under which customer does a customer stand, and who is at the head of the group?
-- Systems are asked in their order; a chain that runs in a circle has no head and is ignored.
with recursive

source_customers as (
    select * from staged.source_customers
),

survivors as (
    select * from staged.customer_survivors
),

identities as (
    select * from staged.customer_identities
),

customer_references as (
    select * from staged.customer_references
),

sources as (
    select * from run.sources
),

policy as (
    select * from config.identity
),

customers as (
    select distinct customer_id
    from identities
),

stated as (
    select
        identities.customer_id,
        customer_references.customer_id as parent_customer_id,
        row_number() over (
            partition by identities.customer_id
            order by
                sources.precedence asc nulls last,
                source_customers.source_system asc nulls last,
                source_customers.source_customer_id asc nulls last
        ) as statement_rank
    from source_customers
    inner join survivors
        on survivors.source_system = source_customers.source_system
        and survivors.survivor_id = source_customers.source_customer_id
        and survivors.source_customer_id = source_customers.source_customer_id
    inner join identities
        on identities.source_system = source_customers.source_system
        and identities.source_customer_id = source_customers.source_customer_id
    inner join customer_references
        on customer_references.source_system = source_customers.source_system
        and customer_references.source_customer_id = source_customers.source_parent_id
    left join sources
        on sources.source_system = source_customers.source_system
    where customer_references.customer_id <> identities.customer_id
),

links as (
    select
        customer_id,
        parent_customer_id
    from stated
    where statement_rank = 1
),

chains as (
    select
        customer_id,
        parent_customer_id as ancestor_id,
        cast(1 as bigint) as depth
    from links
    union all
    select
        chains.customer_id,
        links.parent_customer_id as ancestor_id,
        chains.depth + 1 as depth
    from chains
    inner join links
        on links.customer_id = chains.ancestor_id
    cross join policy
    where chains.depth < policy.chain_depth_limit
),

heads as (
    select
        chains.customer_id,
        chains.ancestor_id
    from chains
    left join links
        on links.customer_id = chains.ancestor_id
    where links.customer_id is null
)

select
    customers.customer_id,
    case when heads.customer_id is not null then links.parent_customer_id end as parent_customer_id,
    coalesce(heads.ancestor_id, customers.customer_id) as parent_id
from customers
left join heads
    on heads.customer_id = customers.customer_id
left join links
    on links.customer_id = customers.customer_id

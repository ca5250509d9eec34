-- Into which record was each customer record finally merged?
-- Only a chain with an end counts: a circle of mergers is no merger at all.
with recursive

source_customers as (
    select * from staged.source_customers
),

policy as (
    select * from config.identity
),

mergers as (
    select
        loser.source_system,
        loser.source_customer_id,
        winner.source_customer_id as winner_id
    from source_customers as loser
    inner join source_customers as winner
        on winner.source_system = loser.source_system
        and winner.source_customer_id = loser.merged_into_id
    where winner.source_customer_id <> loser.source_customer_id
),

chains as (
    select
        source_system,
        source_customer_id,
        winner_id,
        cast(1 as bigint) as depth
    from mergers
    union all
    select
        chains.source_system,
        chains.source_customer_id,
        mergers.winner_id,
        chains.depth + 1 as depth
    from chains
    inner join mergers
        on mergers.source_system = chains.source_system
        and mergers.source_customer_id = chains.winner_id
    cross join policy
    where chains.depth < policy.chain_depth_limit
),

ends as (
    select
        chains.source_system,
        chains.source_customer_id,
        chains.winner_id
    from chains
    left join mergers
        on mergers.source_system = chains.source_system
        and mergers.source_customer_id = chains.winner_id
    where mergers.source_customer_id is null
)

select
    source_customers.source_system,
    source_customers.source_customer_id,
    coalesce(ends.winner_id, source_customers.source_customer_id) as survivor_id
from source_customers
left join ends
    on ends.source_system = source_customers.source_system
    and ends.source_customer_id = source_customers.source_customer_id

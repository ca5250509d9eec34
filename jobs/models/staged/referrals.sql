-- Which customer brought us which other customer?
-- One referrer for each: the earliest statement counts. Where referrals run in a circle nobody was first, and nobody is credited.
with recursive

referrals as (
    select * from landing.referrals
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

night as (
    select * from run.current
),

resolved as (
    select
        referred.customer_id as referred_customer_id,
        referring.customer_id as referring_customer_id,
        referrals.referred_on,
        row_number() over (
            partition by referred.customer_id
            order by
                referrals.referred_on asc nulls last,
                sources.precedence asc nulls last,
                referring.customer_id asc nulls last
        ) as statement_rank
    from referrals
    cross join night
    inner join customer_references as referred
        on referred.source_system = referrals.source_system
        and referred.source_customer_id = referrals.referred_customer_id
    inner join customer_references as referring
        on referring.source_system = referrals.source_system
        and referring.source_customer_id = referrals.referring_customer_id
    left join sources
        on sources.source_system = referrals.source_system
    where referred.customer_id <> referring.customer_id
        and coalesce(referrals.referred_on <= night.as_of, true)
),

links as (
    select
        referred_customer_id,
        referring_customer_id,
        referred_on
    from resolved
    where statement_rank = 1
),

chains as (
    select
        referred_customer_id,
        referring_customer_id as ancestor_id,
        cast(1 as bigint) as depth
    from links
    union all
    select
        chains.referred_customer_id,
        links.referring_customer_id as ancestor_id,
        chains.depth + 1 as depth
    from chains
    inner join links
        on links.referred_customer_id = chains.ancestor_id
    cross join policy
    where chains.depth < policy.chain_depth_limit
        and chains.ancestor_id <> chains.referred_customer_id
),

circles as (
    select distinct referred_customer_id
    from chains
    where ancestor_id = referred_customer_id
)

select
    links.referred_customer_id,
    links.referring_customer_id,
    links.referred_on,
    circles.referred_customer_id is not null as is_circular
from links
left join circles
    on circles.referred_customer_id = links.referred_customer_id

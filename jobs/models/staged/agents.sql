-- Which agents and resellers stand between us and customers?
-- Systems share agents' numbers; the earlier in the order of sources counts.
with

agents as (
    select * from landing.agents
),

sources as (
    select * from run.sources
),

ranked as (
    select
        agents.*,
        row_number() over (
            partition by agents.agent_id
            order by sources.precedence asc nulls last, agents.source_system asc nulls last
        ) as record_rank
    from agents
    left join sources
        on sources.source_system = agents.source_system
)

select
    agent_id,
    kind,
    nullif(trim(territory), '') as territory,
    commission_fraction
from ranked
where record_rank = 1

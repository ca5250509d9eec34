-- Who looks after customers, and who of them is still with us?
-- Systems share account managers' numbers; the earlier in the order of sources counts.
with

account_managers as (
    select * from landing.account_managers
),

sources as (
    select * from run.sources
),

night as (
    select * from run.current
),

ranked as (
    select
        account_managers.*,
        row_number() over (
            partition by account_managers.account_manager_id
            order by sources.precedence asc nulls last, account_managers.source_system asc nulls last
        ) as record_rank
    from account_managers
    left join sources
        on sources.source_system = account_managers.source_system
)

select
    ranked.account_manager_id,
    ranked.name,
    ranked.team,
    ranked.manager_id,
    ranked.employed_from_on,
    ranked.employed_to_on,
    coalesce(ranked.is_active, true) and coalesce(ranked.employed_to_on >= night.as_of, true) as is_active
from ranked
cross join night
where ranked.record_rank = 1

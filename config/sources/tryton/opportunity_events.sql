-- When did an opportunity enter which stage?
-- Tryton keeps every version of an opportunity; those in which the stage is a new one count.
with

versions as (
    select
        id,
        state,
        coalesce(write_date, create_date) as at,
        lag(state) over (partition by id order by coalesce(write_date, create_date), __id) as stage_before
    from "sale_opportunity__history"
),

-- The history of what was deleted stays behind.
opportunities as (
    select id from sale_opportunity
)

select
    versions.id as opportunity_id,
    versions.at,
    versions.state as stage
from versions
inner join opportunities
    on opportunities.id = versions.id
where versions.state is not null
    and versions.state is distinct from versions.stage_before

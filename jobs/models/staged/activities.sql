-- Who spoke with whom, on which day, and on whose initiative?
-- Only what took place by the business date. A contact or colleague whom nobody knows is kept as written: the talk took place all the same.
with

activities as (
    select * from landing.activities
),

customer_references as (
    select * from staged.customer_references
),

sources as (
    select * from run.sources
),

night as (
    select *, day_end(as_of, business_time_zone) as ends_at from run.current
),

versions as (
    select
        activities.*,
        row_number() over (
            partition by activities.source_system, activities.activity_id
            order by
                case when activities.changed_at < night.ends_at then activities.changed_at end desc nulls last,
                activities.changed_at asc nulls last
        ) as version_rank
    from activities
    cross join night
),

named as (
    select
        versions.*,
        case when sources.precedence = 1 then '' else versions.source_system || ':' end as id_prefix
    from versions
    left join sources
        on sources.source_system = versions.source_system
    where versions.version_rank = 1
)

select
    named.id_prefix || named.activity_id as activity_id,
    customer_references.customer_id,
    named.id_prefix || nullif(trim(named.contact_id), '') as contact_id,
    named.id_prefix || nullif(trim(named.opportunity_id), '') as opportunity_id,
    nullif(trim(named.account_manager_id), '') as account_manager_id,
    named.kind,
    named.is_initiated_by_us,
    business_day(named.at, night.business_time_zone) as happened_on,
    named.minutes,
    nullif(trim(named.outcome), '') as outcome
from named
cross join night
inner join customer_references
    on customer_references.source_system = named.source_system
    and customer_references.source_customer_id = named.customer_id
where named.at < night.ends_at
    and coalesce(named.is_done, true)

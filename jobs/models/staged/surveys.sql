-- What did customers answer when they were asked?
-- Scales differ: score_share puts every answer between 0, the worst that its scale allows, and 1.
with

surveys as (
    select * from landing.surveys
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

named as (
    select
        surveys.*,
        case when sources.precedence = 1 then '' else surveys.source_system || ':' end as id_prefix
    from surveys
    left join sources
        on sources.source_system = surveys.source_system
)

select
    named.id_prefix || named.response_id as response_id,
    customer_references.customer_id,
    named.id_prefix || nullif(trim(named.contact_id), '') as contact_id,
    named.instrument,
    named.driver,
    business_day(named.responded_at, night.business_time_zone) as responded_on,
    named.score,
    safe_div(named.score - named.score_min, named.score_max - named.score_min) as score_share
from named
cross join night
inner join customer_references
    on customer_references.source_system = named.source_system
    and customer_references.source_customer_id = named.customer_id
where named.responded_at < night.ends_at

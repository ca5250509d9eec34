-- Which people do we know at a customer, what part do they play, and who of them is still there?
-- Without names: who reads a person's name reads it where it was delivered. The newest version known on the business date counts.
with

contacts as (
    select * from landing.contacts
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
        contacts.*,
        row_number() over (
            partition by contacts.source_system, contacts.contact_id
            order by
                case when contacts.changed_at < night.ends_at then contacts.changed_at end desc nulls last,
                contacts.changed_at asc nulls last
        ) as version_rank
    from contacts
    cross join night
)

select
    case
        when sources.precedence = 1 then versions.contact_id
        else versions.source_system || ':' || versions.contact_id
    end as contact_id,
    customer_references.customer_id,
    versions.role,
    nullif(trim(versions.seniority), '') as seniority,
    case when versions.left_on <= night.as_of then versions.left_on end as left_on,
    coalesce(versions.left_on > night.as_of, true) as is_active
from versions
cross join night
inner join customer_references
    on customer_references.source_system = versions.source_system
    and customer_references.source_customer_id = versions.customer_id
left join sources
    on sources.source_system = versions.source_system
where versions.version_rank = 1

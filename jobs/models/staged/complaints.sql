-- What did customers complain about, how fast was it answered and settled, and what is open?
-- The newest version known on the business date counts; what is settled after it is open on it.
with

complaints as (
    select * from landing.complaints
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
        complaints.*,
        row_number() over (
            partition by complaints.source_system, complaints.complaint_id
            order by
                case when complaints.changed_at < night.ends_at then complaints.changed_at end desc nulls last,
                complaints.changed_at asc nulls last
        ) as version_rank
    from complaints
    cross join night
    where complaints.opened_on <= night.as_of
),

-- A day that is typed before the complaint was made counts as its first day.
dated as (
    select
        versions.*,
        case
            when versions.first_response_at < night.ends_at
                then greatest(business_day(versions.first_response_at, night.business_time_zone), versions.opened_on)
        end as responded_on,
        case
            when versions.closed_at < night.ends_at
                then greatest(business_day(versions.closed_at, night.business_time_zone), versions.opened_on)
        end as closed_on
    from versions
    cross join night
    where versions.version_rank = 1
)

select
    case
        when sources.precedence = 1 then dated.complaint_id
        else dated.source_system || ':' || dated.complaint_id
    end as complaint_id,
    customer_references.customer_id,
    nullif(trim(dated.order_id), '') as order_id,
    nullif(trim(dated.order_line_id), '') as order_line_id,
    nullif(trim(dated.product_id), '') as product_id,
    dated.opened_on,
    dated.responded_on,
    dated.closed_on,
    dated.closed_on is null as is_open,
    nullif(trim(dated.category), '') as category,
    dated.is_quality_incident,
    nullif(trim(dated.severity), '') as severity,
    dated.reopened_count,
    nullif(trim(dated.account_manager_id), '') as account_manager_id
from dated
inner join customer_references
    on customer_references.source_system = dated.source_system
    and customer_references.source_customer_id = dated.customer_id
left join sources
    on sources.source_system = dated.source_system

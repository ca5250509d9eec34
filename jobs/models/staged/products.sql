-- What do we sell?
-- The newest version counts; where two systems describe one product, the earlier in the order of sources.
with

products as (
    select * from landing.products
),

sources as (
    select * from run.sources
),

night as (
    select *, day_end(as_of, business_time_zone) as ends_at from run.current
),

ranked as (
    select
        products.*,
        row_number() over (
            partition by products.product_id
            order by
                sources.precedence asc nulls last,
                products.source_system asc nulls last,
                case when products.changed_at < night.ends_at then products.changed_at end desc nulls last,
                products.changed_at asc nulls last
        ) as version_rank
    from products
    cross join night
    left join sources
        on sources.source_system = products.source_system
)

select
    product_id,
    name,
    nullif(trim(category_id), '') as category_id,
    kind,
    launched_on
from ranked
where version_rank = 1

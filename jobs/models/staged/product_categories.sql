-- Into which categories are products sorted, and which category stands above?
-- Where two systems describe one category, the earlier in the order of sources.
with

categories as (
    select * from landing.product_categories
),

sources as (
    select * from run.sources
),

ranked as (
    select
        categories.*,
        row_number() over (
            partition by categories.category_id
            order by sources.precedence asc nulls last, categories.source_system asc nulls last
        ) as source_rank
    from categories
    left join sources on sources.source_system = categories.source_system
)

select
    category_id,
    name,
    nullif(trim(parent_category_id), '') as parent_category_id
from ranked
where source_rank = 1

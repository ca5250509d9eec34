-- Which categories hold things that last and are replaced one day?
-- Those of delivered assets, and those that the operator names.
with

assets as (
    select * from staged.installed_assets where category_id is not null
),

named as (
    select * from config.durable_categories
),

counts as (
    select
        category_id,
        count(*) as asset_count,
        count(retired_on) as retired_count
    from assets
    group by category_id
)

select
    coalesce(counts.category_id, named.category_id) as category_id,
    coalesce(counts.asset_count, 0) as asset_count,
    coalesce(counts.retired_count, 0) as retired_count,
    named.expected_life_days as named_life_days
from counts
full join named on named.category_id = counts.category_id

-- Which of our products stand at customers, since when, and for how long are they expected to last?
-- What is installed after the business date is not there yet; what is retired after it is in use.
with

installed_assets as (
    select * from landing.installed_assets
),

customer_references as (
    select * from staged.customer_references
),

products as (
    select * from staged.products
),

sources as (
    select * from run.sources
),

night as (
    select * from run.current
)

select
    case
        when sources.precedence = 1 then installed_assets.asset_id
        else installed_assets.source_system || ':' || installed_assets.asset_id
    end as asset_id,
    customer_references.customer_id,
    installed_assets.product_id,
    products.category_id,
    installed_assets.installed_on,
    case when installed_assets.retired_on <= night.as_of then installed_assets.retired_on end as retired_on,
    installed_assets.expected_life_days
from installed_assets
cross join night
inner join customer_references
    on customer_references.source_system = installed_assets.source_system
    and customer_references.source_customer_id = installed_assets.customer_id
left join products
    on products.product_id = installed_assets.product_id
left join sources
    on sources.source_system = installed_assets.source_system
where installed_assets.installed_on <= night.as_of

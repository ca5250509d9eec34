-- How many accounts of an industry have a durable category?
-- Among accounts that ever bought anything.
with

activity as (
    select * from metrics.account_activity where occasion_count > 0
),

attributes as (
    select * from metrics.account_attributes
),

bases as (
    select * from metrics.installed_bases
),

sizes as (
    select
        attributes.level,
        attributes.industry,
        count(*) as account_count
    from activity
    inner join attributes on attributes.level = activity.level and attributes.account_id = activity.account_id
    group by attributes.level, attributes.industry
),

owners as (
    select
        attributes.level,
        attributes.industry,
        bases.category_id,
        count(*) as owner_count
    from bases
    inner join activity on activity.level = bases.level and activity.account_id = bases.account_id
    inner join attributes on attributes.level = bases.level and attributes.account_id = bases.account_id
    group by attributes.level, attributes.industry, bases.category_id
)

select
    owners.level,
    owners.industry,
    owners.category_id,
    sizes.account_count,
    owners.owner_count
from owners
inner join sizes on sizes.level = owners.level and sizes.industry = owners.industry

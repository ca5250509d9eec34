-- Of which kind is an account when it comes to prices, and by which number does the estimator know it?
-- A group is of the kind of the customer at its head. Customers without an observation have no number.
with

attributes as (
    select * from metrics.account_attributes
),

classes as (
    select * from metrics.price_classes
),

observations as (
    select * from metrics.price_observations
),

observed as (
    select distinct customer_id from observations
),

numbered as (
    select
        'customer' as level,
        customer_id,
        cast(row_number() over (order by customer_id asc nulls last) as bigint) - 1 as customer_number
    from observed
),

accounts as (
    select
        attributes.level,
        attributes.account_id,
        coalesce(industries.class, attributes.industry) as industry,
        coalesce(sizes.class, attributes.size_class) as size_class,
        coalesce(channels.class, attributes.channel) as channel
    from attributes
    left join classes as industries
        on industries.attribute = 'industry' and industries.attribute_value = attributes.industry
    left join classes as sizes
        on sizes.attribute = 'size_class' and sizes.attribute_value = attributes.size_class
    left join classes as channels
        on channels.attribute = 'channel' and channels.attribute_value = attributes.channel
)

select
    accounts.level,
    accounts.account_id,
    accounts.industry,
    accounts.size_class,
    accounts.channel,
    cast(dense_rank() over (order by accounts.industry asc nulls last) as bigint) - 1 as industry_number,
    cast(dense_rank() over (order by accounts.size_class asc nulls last) as bigint) - 1 as size_number,
    cast(dense_rank() over (order by accounts.channel asc nulls last) as bigint) - 1 as channel_number,
    numbered.customer_number
from accounts
left join numbered on numbered.level = accounts.level and numbered.customer_id = accounts.account_id

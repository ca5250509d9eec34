-- Which industries, sizes and channels have customers enough to say how their kind answers prices?
-- The small ones count together; where even together they are few, they count with the largest.
with

attributes as (
    select * from metrics.account_attributes where level = 'customer'
),

observations as (
    select * from metrics.price_observations
),

policy as (
    select * from config.price
),

observed as (
    select customer_id
    from observations
    group by customer_id
    having count(*) >= 3
),

customers as (
    select
        attributes.industry,
        attributes.size_class,
        attributes.channel,
        case when observed.customer_id is not null then 1 else 0 end as observed
    from attributes
    left join observed on observed.customer_id = attributes.account_id
),

found as (
    select 'industry' as attribute, industry as attribute_value, sum(observed) as customer_count
    from customers
    group by industry
    union all
    select 'size_class' as attribute, size_class as attribute_value, sum(observed) as customer_count
    from customers
    group by size_class
    union all
    select 'channel' as attribute, channel as attribute_value, sum(observed) as customer_count
    from customers
    group by channel
),

compared as (
    select
        found.attribute,
        found.attribute_value,
        found.customer_count,
        policy.min_class_customers,
        sum(case when found.customer_count < policy.min_class_customers then found.customer_count else 0 end)
            over (partition by found.attribute) as small_customer_count,
        first_value(found.attribute_value) over (
            partition by found.attribute
            order by found.customer_count desc nulls last, found.attribute_value asc nulls last
        ) as largest_value
    from found
    cross join policy
)

select
    attribute,
    attribute_value,
    cast(customer_count as bigint) as customer_count,
    case
        when customer_count >= min_class_customers then attribute_value
        when small_customer_count >= min_class_customers then 'OTHER'
        else largest_value
    end as class
from compared

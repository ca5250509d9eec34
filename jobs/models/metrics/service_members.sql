-- By what is service added up: by the customer, its group, its tier, or all?
-- The tier is the one held steady by net revenue; a group's own where the row is about a group.
with

customers as (
    select customer_id, parent_id from staged.customers
),

attributes as (
    select * from metrics.account_attributes
),

tiered as (
    select
        customers.customer_id,
        customers.parent_id,
        coalesce(own.tier, 'UNKNOWN') as tier,
        coalesce(heads.tier, 'UNKNOWN') as parent_tier
    from customers
    left join attributes as own
        on own.level = 'customer'
        and own.account_id = customers.customer_id
    left join attributes as heads
        on heads.level = 'parent'
        and heads.account_id = customers.parent_id
)

select 'CUSTOMER' as scope, customer_id as account_id, tier, customer_id, tier as customer_tier from tiered
union all
select 'PARENT' as scope, parent_id as account_id, parent_tier as tier, customer_id, tier as customer_tier from tiered
union all
select 'TIER' as scope, 'ALL' as account_id, tier, customer_id, tier as customer_tier from tiered
union all
select 'ALL' as scope, 'ALL' as account_id, 'ALL' as tier, customer_id, tier as customer_tier from tiered

-- How complete is a customer's record?
-- The filled share of the fields that the completeness policy names.
with

customers as (
    select * from staged.customers
),

policy as (
    select * from config.completeness
),

fields as (
    select
        customers.customer_id,
        policy.field,
        case policy.field
            when 'code' then code is not null
            when 'tax_id' then tax_id is not null
            when 'industry' then industry is not null
            when 'size_class' then size_class is not null
            when 'employees' then employees is not null
            when 'territory' then territory is not null
            when 'city' then city is not null
            when 'country_code' then country_code is not null
            when 'customer_group' then customer_group is not null
            when 'price_list_id' then price_list_id is not null
            when 'account_manager_id' then account_manager_id is not null
            when 'credit_limit' then credit_limit is not null
            when 'payment_term_days' then payment_term_days is not null
            when 'parent_customer_id' then parent_customer_id is not null
        end as is_filled
    from customers
    cross join policy
)

select
    customer_id,
    count(*) as field_count,
    count(*) filter (where is_filled) as filled_field_count,
    count(*) filter (where is_filled is null) as unknown_field_count,
    safe_div(count(*) filter (where is_filled), count(*)) as data_completeness_share
from fields
group by customer_id

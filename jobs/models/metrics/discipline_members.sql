-- By what is a sale added up: by who sold it and the category, by either, by the customer, by its group?
-- Each combination of customer, seller and category stands in one row of every scope; what a scope does not ask is ALL.
with

expectations as (
    select distinct customer_id, account_manager_id, category_id
    from metrics.discount_expectations
),

customers as (
    select customer_id, parent_id from staged.customers
),

scopes (scope, names_manager, names_category, names_customer, names_parent) as (
    values
        ('MANAGER_CATEGORY', true, true, false, false),
        ('MANAGER', true, false, false, false),
        ('CATEGORY', false, true, false, false),
        ('CUSTOMER', false, false, true, false),
        ('PARENT', false, false, false, true)
)

select
    expectations.customer_id,
    expectations.account_manager_id as sold_by_id,
    expectations.category_id as sold_category_id,
    scopes.scope,
    case when scopes.names_manager then expectations.account_manager_id else 'ALL' end as account_manager_id,
    case when scopes.names_category then expectations.category_id else 'ALL' end as category_id,
    case when scopes.names_customer then expectations.customer_id when scopes.names_parent then customers.parent_id else 'ALL' end
        as account_id
from expectations
cross join scopes
inner join customers on customers.customer_id = expectations.customer_id

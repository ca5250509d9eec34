-- By what are discounts added up?
with

scopes (scope, names_manager, names_category, names_customer, names_parent) as (
    values
        ('MANAGER_CATEGORY', true, true, false, false),
        ('MANAGER', true, false, false, false),
        ('CATEGORY', false, true, false, false),
        ('CUSTOMER', false, false, true, false),
        ('PARENT', false, false, false, true)
)

select
    scope,
    names_manager,
    names_category,
    names_customer,
    names_parent
from scopes

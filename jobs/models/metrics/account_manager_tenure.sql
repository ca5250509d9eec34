-- Since when has a customer been in the hands of its account manager?
-- The first order under the present account manager after the last one under somebody else.
with

customers as (
    select * from staged.customers
),

order_lines as (
    select * from staged.order_lines
),

others as (
    select
        customers.customer_id,
        max(order_lines.ordered_on) as last_ordered_on
    from customers
    inner join order_lines
        on order_lines.customer_id = customers.customer_id
    where order_lines.account_manager_id <> customers.account_manager_id
    group by customers.customer_id
),

own as (
    select
        customers.customer_id,
        min(order_lines.ordered_on) as since_on
    from customers
    inner join order_lines
        on order_lines.customer_id = customers.customer_id
        and order_lines.account_manager_id = customers.account_manager_id
    left join others
        on others.customer_id = customers.customer_id
    where others.last_ordered_on is null
        or order_lines.ordered_on > others.last_ordered_on
    group by customers.customer_id
)

select
    customers.customer_id,
    own.since_on as account_manager_since_on,
    case
        when own.since_on is not null then null
        when customers.account_manager_id is null then 'NO_ACCOUNT_MANAGER'
        else 'NO_ORDER_YET'
    end as account_manager_since_abstain_reason
from customers
left join own
    on own.customer_id = customers.customer_id

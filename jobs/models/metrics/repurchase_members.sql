-- Who bought in each group, and when for the first, second and third time?
-- In a category only that category's purchases count: the second occasion there may be the customer's tenth.
with

customers as (
    select * from metrics.repurchase_customers
),

memberships as (
    select * from metrics.repurchase_groups
),

windows as (
    select * from metrics.repurchase_windows
),

accounts as (
    select * from staged.accounts
),

purchase_lines as (
    select * from staged.order_lines where is_purchase and category_id is not null
),

category_orders as (
    select distinct customer_id, category_id, ordered_on, order_id from purchase_lines
),

category_days as (
    select
        accounts.level,
        accounts.account_id as customer_id,
        category_orders.category_id,
        category_orders.ordered_on,
        count(*) as order_count
    from category_orders
    inner join accounts on accounts.customer_id = category_orders.customer_id
    group by accounts.level, accounts.account_id, category_orders.category_id, category_orders.ordered_on
),

category_occasions as (
    select
        level,
        customer_id,
        category_id,
        ordered_on,
        order_count,
        row_number() over (partition by level, customer_id, category_id order by ordered_on asc nulls last) as occasion_number
    from category_days
),

category_members as (
    select
        category_occasions.level,
        category_occasions.customer_id,
        category_occasions.category_id,
        min(category_occasions.ordered_on) as first_ordered_on,
        min(category_occasions.ordered_on) filter (where category_occasions.occasion_number = 2) as second_ordered_on,
        min(category_occasions.ordered_on) filter (where category_occasions.occasion_number = 3) as third_ordered_on,
        count(*) as occasion_count,
        cast(sum(category_occasions.order_count) as bigint) as order_count,
        count(*) filter (where category_occasions.ordered_on > windows.opens_after) as window_occasion_count,
        count(*) filter (
            where category_occasions.ordered_on > windows.previous_opens_after
                and category_occasions.ordered_on <= windows.opens_after
        ) as previous_window_occasion_count
    from category_occasions
    cross join windows
    group by category_occasions.level, category_occasions.customer_id, category_occasions.category_id
)

select
    memberships.level,
    memberships.group_kind,
    memberships.group_value,
    customers.customer_id,
    customers.first_ordered_on,
    customers.second_ordered_on,
    customers.third_ordered_on,
    customers.occasion_count,
    customers.order_count,
    customers.window_occasion_count,
    customers.previous_window_occasion_count
from memberships
inner join customers on customers.level = memberships.level and customers.customer_id = memberships.customer_id
where customers.occasion_count > 0
union all
select
    level,
    'category' as group_kind,
    category_id as group_value,
    customer_id,
    first_ordered_on,
    second_ordered_on,
    third_ordered_on,
    occasion_count,
    order_count,
    window_occasion_count,
    previous_window_occasion_count
from category_members

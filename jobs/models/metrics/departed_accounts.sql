-- Which customers were in the hands of an account manager who has left, in whose are they now, and did they buy on?
-- What it orders in the policy's first weeks was under way and does not count. In those hands: it is still there tonight, or the last order by the manager's last day was the manager's.
with

managers as (
    select * from staged.account_managers where not is_active
),

customers as (
    select * from staged.customers
),

orders as (
    select * from staged.orders where not is_return and account_manager_id is not null
),

occasions as (
    select * from metrics.account_occasions where level = 'customer'
),

policy as (
    select * from config.account_risk
),

night as (
    select * from run.current
),

own_orders as (
    select
        managers.account_manager_id,
        managers.employed_to_on,
        orders.customer_id,
        max(orders.ordered_on) as last_ordered_on
    from managers
    inner join orders
        on orders.account_manager_id = managers.account_manager_id
        and orders.ordered_on <= managers.employed_to_on
    group by managers.account_manager_id, managers.employed_to_on, orders.customer_id
),

taken_before as (
    select distinct
        own_orders.account_manager_id,
        own_orders.customer_id
    from own_orders
    inner join orders
        on orders.customer_id = own_orders.customer_id
        and orders.account_manager_id <> own_orders.account_manager_id
        and orders.ordered_on > own_orders.last_ordered_on
        and orders.ordered_on <= own_orders.employed_to_on
),

held as (
    select
        managers.account_manager_id,
        managers.employed_to_on,
        customers.customer_id
    from managers
    inner join customers on customers.account_manager_id = managers.account_manager_id
    union
    select
        own_orders.account_manager_id,
        own_orders.employed_to_on,
        own_orders.customer_id
    from own_orders
    left join taken_before
        on taken_before.account_manager_id = own_orders.account_manager_id
        and taken_before.customer_id = own_orders.customer_id
    where taken_before.customer_id is null
),

bought as (
    select
        held.account_manager_id,
        held.customer_id,
        count(*) filter (
            where occasions.ordered_on <= held.employed_to_on
                and occasions.ordered_on > cast(held.employed_to_on - cast(policy.handover_active_days as integer) as date)
        ) > 0 as was_active,
        min(
            case
                when occasions.ordered_on > cast(held.employed_to_on + cast(policy.handover_settling_days as integer) as date)
                    then occasions.ordered_on
            end
        ) as next_ordered_on
    from held
    cross join policy
    inner join occasions on occasions.account_id = held.customer_id
    where held.employed_to_on is not null
    group by held.account_manager_id, held.customer_id
),

windowed as (
    select
        held.account_manager_id,
        held.customer_id,
        held.employed_to_on,
        customers.account_manager_id as present_manager_id,
        coalesce(bought.was_active, false) as was_active,
        bought.next_ordered_on,
        cast(held.employed_to_on + cast(policy.handover_settling_days + policy.handover_window_days as integer) as date) as window_closes_on
    from held
    cross join policy
    inner join customers on customers.customer_id = held.customer_id
    left join bought on bought.account_manager_id = held.account_manager_id and bought.customer_id = held.customer_id
)

select
    windowed.account_manager_id,
    windowed.customer_id,
    windowed.employed_to_on as departed_on,
    case
        when windowed.present_manager_id = windowed.account_manager_id then 'WAITING'
        when windowed.present_manager_id is null then 'NOBODY'
        else 'HANDED_OVER'
    end as handover_state,
    windowed.was_active,
    windowed.next_ordered_on,
    windowed.window_closes_on,
    case
        when not windowed.was_active then null
        when windowed.next_ordered_on <= windowed.window_closes_on then false
        when windowed.window_closes_on <= night.as_of then true
    end as is_lost,
    case
        when windowed.employed_to_on is null then 'DAY_UNKNOWN'
        when not windowed.was_active then 'NOT_ACTIVE_BEFORE'
        when windowed.next_ordered_on <= windowed.window_closes_on or windowed.window_closes_on <= night.as_of then null
        else 'WINDOW_OPEN'
    end as is_lost_abstain_reason
from windowed
cross join night

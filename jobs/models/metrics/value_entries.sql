-- What moved a customer's value, day by day?
-- A return reduces value on the day of the return; one that no return order books is added here, once.
with

order_lines as (
    select * from staged.order_lines
),

returns as (
    select * from staged.returns
),

rebates as (
    select * from staged.rebates
),

service_costs as (
    select * from staged.service_costs
),

line_entries as (
    select
        customer_id,
        ordered_on as booked_on,
        case
            when is_purchase then 'purchase'
            when is_return then 'return'
            else 'free'
        end as entry_kind,
        case when line_kind in ('goods', 'service') then 1 else 0 end as cost_bearing_lines,
        case when line_kind in ('goods', 'service') and cost_amount is not null then 1 else 0 end as costed_lines,
        revenue_amount,
        coalesce(cost_amount, 0) as cost_amount,
        cast(0 as decimal(18, 4)) as deduction_amount
    from order_lines
),

return_entries as (
    select
        customer_id,
        returned_on as booked_on,
        'return_without_order' as entry_kind,
        0 as cost_bearing_lines,
        0 as costed_lines,
        -credited_amount as revenue_amount,
        cast(0 as decimal(18, 4)) as cost_amount,
        cast(0 as decimal(18, 4)) as deduction_amount
    from returns
    where not has_return_order
        and credited_amount is not null
),

deduction_entries as (
    select
        customer_id,
        booked_on,
        'rebate' as entry_kind,
        rebate_amount as deduction_amount
    from rebates
    where rebate_amount is not null
    union all
    select
        customer_id,
        incurred_on as booked_on,
        'service_cost' as entry_kind,
        service_cost_amount as deduction_amount
    from service_costs
    where service_cost_amount is not null
),

entries as (
    select * from line_entries
    union all
    select * from return_entries
    union all
    select
        customer_id,
        booked_on,
        entry_kind,
        0 as cost_bearing_lines,
        0 as costed_lines,
        cast(0 as decimal(18, 4)) as revenue_amount,
        cast(0 as decimal(18, 4)) as cost_amount,
        deduction_amount
    from deduction_entries
)

select
    customer_id,
    booked_on,
    entry_kind,
    cast(sum(cost_bearing_lines) as bigint) as cost_bearing_line_count,
    cast(sum(costed_lines) as bigint) as costed_line_count,
    cast(sum(revenue_amount) as decimal(18, 4)) as revenue_amount,
    cast(sum(cost_amount) as decimal(18, 4)) as cost_amount,
    cast(sum(deduction_amount) as decimal(18, 4)) as deduction_amount
from entries
group by customer_id, booked_on, entry_kind

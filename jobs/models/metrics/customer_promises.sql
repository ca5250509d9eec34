-- How many promises to a customer fell due in twelve months and were kept, and how was that in its first year?
-- An order keeps its promise when each of its lines is there on time and in full. First years are compared only where the records saw them, they lie apart from the last twelve months, and orders fell due in both.
with

lines as (
    select * from metrics.line_promises
),

activity as (
    select * from metrics.account_activity where level = 'customer'
),

customers as (
    select customer_id, created_on from staged.customers
),

windows as (
    select from_on from metrics.value_windows where window_name = '12m'
),

records as (
    select min(first_ordered_on) as first_ordered_on from activity
),

this_night as (
    select * from run.current
),

orders as (
    select
        customer_id,
        order_id,
        max(due_on) as due_on,
        bool_and(is_on_time_in_full) as is_kept
    from lines
    group by customer_id, order_id
),

tenures as (
    select
        activity.account_id as customer_id,
        activity.first_ordered_on,
        case
            when activity.first_ordered_on is null then 'NEVER_BOUGHT'
            when customers.created_on < records.first_ordered_on then 'FIRST_YEAR_NOT_RECORDED'
            when customers.created_on is null and months_before(activity.first_ordered_on, 12) < records.first_ordered_on
                then 'FIRST_YEAR_NOT_RECORDED'
            when activity.first_ordered_on > months_before(this_night.as_of, 24) then 'TENURE_TOO_SHORT'
        end as tenure_abstain_reason
    from activity
    cross join records
    cross join this_night
    left join customers on customers.customer_id = activity.account_id
),

line_counts as (
    select
        lines.customer_id,
        count(*) as line_count,
        count(*) filter (where lines.is_on_time_in_full) as line_kept_count,
        count(*) filter (where lines.is_overdue) as line_overdue_count,
        cast(sum(lines.days_late) as bigint) as days_late_sum
    from lines
    cross join windows
    where lines.due_on >= windows.from_on
    group by lines.customer_id
),

order_counts as (
    select
        orders.customer_id,
        count(*) filter (where orders.due_on >= windows.from_on) as order_count,
        count(*) filter (where orders.due_on >= windows.from_on and orders.is_kept) as order_kept_count,
        count(*) filter (where months_before(orders.due_on, 12) < tenures.first_ordered_on) as first_year_order_count,
        count(*) filter (where months_before(orders.due_on, 12) < tenures.first_ordered_on and orders.is_kept) as first_year_kept_count
    from orders
    cross join windows
    inner join tenures on tenures.customer_id = orders.customer_id
    group by orders.customer_id
),

compared as (
    select
        tenures.customer_id,
        coalesce(order_counts.order_count, 0) as order_count,
        coalesce(order_counts.order_kept_count, 0) as order_kept_count,
        coalesce(order_counts.first_year_order_count, 0) as first_year_order_count,
        coalesce(order_counts.first_year_kept_count, 0) as first_year_kept_count,
        case
            when tenures.tenure_abstain_reason is not null then tenures.tenure_abstain_reason
            when coalesce(order_counts.order_count, 0) = 0 or coalesce(order_counts.first_year_order_count, 0) = 0 then 'NOTHING_DUE'
        end as tenure_abstain_reason
    from tenures
    left join order_counts on order_counts.customer_id = tenures.customer_id
)

select
    compared.customer_id,
    coalesce(line_counts.line_count, 0) as line_count,
    coalesce(line_counts.line_kept_count, 0) as line_kept_count,
    coalesce(line_counts.line_overdue_count, 0) as line_overdue_count,
    coalesce(line_counts.days_late_sum, 0) as days_late_sum,
    compared.order_count,
    compared.order_kept_count,
    compared.tenure_abstain_reason,
    case when compared.tenure_abstain_reason is null then compared.first_year_order_count end as first_year_order_count,
    case when compared.tenure_abstain_reason is null then compared.first_year_kept_count end as first_year_kept_count
from compared
left join line_counts on line_counts.customer_id = compared.customer_id

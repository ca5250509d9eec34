-- What was spent on a customer on each day: to win it, to keep it, or to win it back?
-- Before its first purchase to win it; in a silence beyond the limit of a return to win it back; else to keep it. What came of it is not asked, so failures are inside.
with

activity_costs as (
    select * from metrics.activity_costs
),

service_costs as (
    select * from staged.service_costs
),

visit_bookings as (
    select * from metrics.visit_bookings
),

activity as (
    select * from metrics.account_activity where level = 'customer'
),

silences as (
    select * from metrics.account_silences where level = 'customer' and is_lapse
),

lapses as (
    select
        account_id,
        cast(last_ordered_on + cast(reactivated_after_days as integer) as date) as lapsed_after_on,
        coalesce(returned_on, date '9999-12-31') as lapsed_before_on
    from silences
),

-- What is booked of a visit would count twice as far as its activity stands for it.
spent as (
    select
        customer_id,
        happened_on as spent_on,
        'ACTIVITY' as cost_source,
        activity_cost_amount as cost_amount
    from activity_costs
    union all
    select
        customer_id,
        incurred_on as spent_on,
        'SERVICE' as cost_source,
        service_cost_amount as cost_amount
    from service_costs
    where coalesce(kind, 'service') <> 'visit'
    union all
    select
        customer_id,
        incurred_on as spent_on,
        'SERVICE' as cost_source,
        booked_visit_amount - doubled_visit_amount as cost_amount
    from visit_bookings
    where booked_visit_amount <> doubled_visit_amount
),

days as (
    select
        customer_id,
        spent_on,
        cost_source,
        count(*) as entry_count,
        count(*) - count(cost_amount) as unknown_count,
        cast(coalesce(sum(cost_amount), 0) as decimal(18, 4)) as cost_amount
    from spent
    group by customer_id, spent_on, cost_source
)

select
    days.customer_id,
    days.spent_on,
    days.cost_source,
    case
        when activity.first_ordered_on is null or days.spent_on < activity.first_ordered_on then 'ACQUIRE'
        when lapses.account_id is not null then 'WIN_BACK'
        else 'RETAIN'
    end as purpose,
    days.entry_count,
    days.unknown_count,
    days.cost_amount
from days
left join activity on activity.account_id = days.customer_id
left join lapses
    on lapses.account_id = days.customer_id
    and days.spent_on > lapses.lapsed_after_on
    and days.spent_on < lapses.lapsed_before_on

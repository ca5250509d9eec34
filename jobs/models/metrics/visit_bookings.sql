-- How much of a visit that is booked as a cost to serve is the work of our people told once more?
-- Visits written down in the same month of the same customer stand for what is booked, up to what they cost; what is booked beyond that, or without any of them, was spent besides.
with

bookings as (
    select * from staged.service_costs where kind = 'visit'
),

activity_costs as (
    select * from metrics.activity_costs
),

kinds as (
    select * from config.activity_kinds
),

months as (
    select * from metrics.trailing_months
),

booked_customers as (
    select distinct customer_id from bookings
),

visit_days as (
    select
        activity_costs.customer_id,
        activity_costs.happened_on,
        sum(activity_costs.activity_cost_amount) as visit_cost
    from activity_costs
    inner join booked_customers on booked_customers.customer_id = activity_costs.customer_id
    inner join kinds on kinds.kind = activity_costs.kind
    where kinds.is_visit
    group by activity_costs.customer_id, activity_costs.happened_on
),

visit_months as (
    select
        visit_days.customer_id,
        months.months_ago,
        sum(visit_days.visit_cost) as visit_cost
    from visit_days
    inner join months on visit_days.happened_on >= months.from_on and visit_days.happened_on <= months.to_on
    group by visit_days.customer_id, months.months_ago
),

dated as (
    select
        bookings.cost_id,
        bookings.customer_id,
        bookings.incurred_on,
        bookings.service_cost_amount,
        months.months_ago
    from bookings
    inner join months on bookings.incurred_on >= months.from_on and bookings.incurred_on <= months.to_on
),

-- The oldest booking of a month is the first for which a visit stands.
running as (
    select
        dated.*,
        coalesce(visit_months.visit_cost, 0) as visit_cost,
        sum(dated.service_cost_amount) over (
            partition by dated.customer_id, dated.months_ago
            order by dated.incurred_on asc nulls last, dated.cost_id asc nulls last
            rows between unbounded preceding and current row
        ) as booked_until
    from dated
    left join visit_months on visit_months.customer_id = dated.customer_id and visit_months.months_ago = dated.months_ago
)

select
    cost_id,
    customer_id,
    incurred_on,
    service_cost_amount as booked_visit_amount,
    cast(
        least(greatest(booked_until, 0), visit_cost) - least(greatest(booked_until - service_cost_amount, 0), visit_cost)
        as decimal(18, 4)
    ) as doubled_visit_amount
from running

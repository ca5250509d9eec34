-- What did each account bring and cost in each month before the business date?
-- The one place where entries are added up for accounts; a window is a sum of months. A month in which nothing happened has no row.
with

months as (
    select * from metrics.trailing_months
),

entries as (
    select * from metrics.value_entries
),

occasions as (
    select * from metrics.account_occasions
),

accounts as (
    select * from staged.accounts
),

booking_days as (
    select booked_on from entries
    union
    select ordered_on as booked_on from occasions
),

calendar as (
    select
        booking_days.booked_on,
        months.months_ago
    from booking_days
    inner join months on booking_days.booked_on between months.from_on and months.to_on
),

customer_months as (
    select
        entries.customer_id,
        calendar.months_ago,
        sum(entries.revenue_amount) as revenue_amount,
        sum(case when entries.entry_kind = 'purchase' then entries.revenue_amount else 0 end) as gross_amount,
        sum(case when entries.entry_kind in ('return', 'return_without_order') then -entries.revenue_amount else 0 end)
            as return_amount,
        sum(entries.cost_amount) as cost_amount,
        sum(entries.cost_bearing_line_count) as cost_bearing_line_count,
        sum(entries.costed_line_count) as costed_line_count,
        sum(case when entries.entry_kind = 'rebate' then entries.deduction_amount else 0 end) as rebate_amount,
        sum(case when entries.entry_kind = 'service_cost' then entries.deduction_amount else 0 end) as service_cost_amount
    from entries
    inner join calendar on calendar.booked_on = entries.booked_on
    group by entries.customer_id, calendar.months_ago
),

amounts as (
    select
        accounts.level,
        accounts.account_id,
        customer_months.months_ago,
        cast(sum(customer_months.revenue_amount) as decimal(18, 4)) as revenue_amount,
        cast(sum(customer_months.gross_amount) as decimal(18, 4)) as gross_amount,
        cast(sum(customer_months.return_amount) as decimal(18, 4)) as return_amount,
        cast(sum(customer_months.cost_amount) as decimal(18, 4)) as cost_amount,
        cast(sum(customer_months.cost_bearing_line_count) as bigint) as cost_bearing_line_count,
        cast(sum(customer_months.costed_line_count) as bigint) as costed_line_count,
        cast(sum(customer_months.rebate_amount) as decimal(18, 4)) as rebate_amount,
        cast(sum(customer_months.service_cost_amount) as decimal(18, 4)) as service_cost_amount
    from customer_months
    inner join accounts on accounts.customer_id = customer_months.customer_id
    group by accounts.level, accounts.account_id, customer_months.months_ago
),

purchases as (
    select
        occasions.level,
        occasions.account_id,
        calendar.months_ago,
        cast(sum(occasions.order_count) as bigint) as order_count,
        count(*) as occasion_count,
        max(occasions.ordered_on) as last_ordered_on
    from occasions
    inner join calendar on calendar.booked_on = occasions.ordered_on
    group by occasions.level, occasions.account_id, calendar.months_ago
)

select
    amounts.level,
    amounts.account_id,
    amounts.months_ago,
    amounts.revenue_amount,
    amounts.gross_amount,
    amounts.return_amount,
    amounts.cost_amount,
    amounts.cost_bearing_line_count,
    amounts.costed_line_count,
    amounts.rebate_amount,
    amounts.service_cost_amount,
    coalesce(purchases.order_count, 0) as order_count,
    coalesce(purchases.occasion_count, 0) as occasion_count,
    purchases.last_ordered_on
from amounts
left join purchases
    on purchases.level = amounts.level
    and purchases.account_id = amounts.account_id
    and purchases.months_ago = amounts.months_ago

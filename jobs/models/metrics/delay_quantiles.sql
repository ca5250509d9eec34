-- By how many days are promises missed, in the middle and at the ninth decile?
-- Over all lines that fell due, those on time with 0; the value that at least so large a share of the lines does not exceed.
with

lines as (
    select * from metrics.line_promises
),

members as (
    select * from metrics.service_members
),

windows as (
    select from_on from metrics.value_windows where window_name = '12m'
),

customer_delays as (
    select
        lines.customer_id,
        lines.days_late,
        count(*) as line_count
    from lines
    cross join windows
    where lines.due_on >= windows.from_on
    group by lines.customer_id, lines.days_late
),

delays as (
    select
        members.scope,
        members.account_id,
        members.tier,
        customer_delays.days_late,
        cast(sum(customer_delays.line_count) as bigint) as line_count
    from customer_delays
    inner join members on members.customer_id = customer_delays.customer_id
    group by members.scope, members.account_id, members.tier, customer_delays.days_late
),

cumulated as (
    select
        scope,
        account_id,
        tier,
        days_late,
        cast(sum(line_count) over (
            partition by scope, account_id, tier
            order by days_late asc nulls last
            rows between unbounded preceding and current row
        ) as bigint) as lines_so_far,
        cast(sum(line_count) over (partition by scope, account_id, tier) as bigint) as all_lines
    from delays
)

select
    scope,
    account_id,
    tier,
    max(all_lines) as line_count,
    min(days_late) filter (where lines_so_far * 2 >= all_lines) as days_late_p50,
    min(days_late) filter (where lines_so_far * 10 >= all_lines * 9) as days_late_p90
from cumulated
group by scope, account_id, tier

-- What followed a visit: an order within a month, a deal won within a quarter, and how does that compare with what is usual without one?
-- Association, not effect: who is about to buy is visited. Only visits whose month is over are asked; an order within the month of two visits follows both.
with

activities as (
    select * from staged.activities
),

kinds as (
    select * from config.activity_kinds
),

occasions as (
    select * from staged.purchase_occasions
),

opportunities as (
    select * from staged.opportunities
),

account_windows as (
    select * from metrics.account_windows where level = 'customer' and window_name = '12m'
),

windows as (
    select from_on, to_on from metrics.value_windows where window_name = '12m'
),

policy as (
    select * from config.service_level
),

all_visits as (
    select
        activities.activity_id,
        activities.customer_id,
        activities.happened_on,
        cast(activities.happened_on + cast(policy.visit_order_days as integer) as date) as orders_to_on,
        cast(activities.happened_on + cast(policy.visit_deal_days as integer) as date) as deals_to_on
    from activities
    inner join kinds on kinds.kind = activities.kind
    cross join policy
    where kinds.is_visit
),

asked_visits as (
    select all_visits.*
    from all_visits
    cross join windows
    where all_visits.happened_on >= windows.from_on
        and all_visits.orders_to_on <= windows.to_on
),

visits as (
    select
        asked_visits.activity_id,
        asked_visits.customer_id,
        count(occasions.ordered_on) as occasion_count
    from asked_visits
    left join occasions
        on occasions.customer_id = asked_visits.customer_id
        and occasions.ordered_on > asked_visits.happened_on
        and occasions.ordered_on <= asked_visits.orders_to_on
    group by asked_visits.activity_id, asked_visits.customer_id
),

visited as (
    select
        visits.customer_id,
        count(*) as visit_n,
        count(*) filter (where visits.occasion_count > 0) as visit_with_order_count,
        cast(sum(visits.occasion_count) as bigint) as occasion_after_visit_count
    from visits
    group by visits.customer_id
),

decided as (
    select
        opportunities.opportunity_id,
        opportunities.customer_id,
        opportunities.status = 'won' as is_won,
        opportunities.opportunity_amount,
        count(all_visits.activity_id) > 0 as was_visited
    from opportunities
    cross join windows
    left join all_visits
        on all_visits.customer_id = opportunities.customer_id
        and all_visits.happened_on <= opportunities.closed_on
        and all_visits.deals_to_on >= opportunities.closed_on
    where opportunities.customer_id is not null
        and opportunities.status in ('won', 'lost')
        and opportunities.closed_on >= windows.from_on
    group by opportunities.opportunity_id, opportunities.customer_id, opportunities.status, opportunities.opportunity_amount
),

deals as (
    select
        customer_id,
        count(*) filter (where was_visited) as visited_deal_n,
        count(*) filter (where was_visited and is_won) as visited_won_count,
        count(*) filter (where not was_visited) as unvisited_deal_n,
        count(*) filter (where not was_visited and is_won) as unvisited_won_count,
        cast(coalesce(sum(opportunity_amount) filter (where was_visited and is_won), 0) as decimal(18, 4)) as visited_won_amount
    from decided
    group by customer_id
)

select
    account_windows.account_id as customer_id,
    coalesce(visited.visit_n, 0) as visit_n,
    coalesce(visited.visit_with_order_count, 0) as visit_with_order_count,
    coalesce(visited.occasion_after_visit_count, 0) as occasion_after_visit_count,
    1 - exp(-safe_div(
        cast(account_windows.occasion_count as double) * policy.visit_order_days,
        days_between(windows.from_on, windows.to_on) + 1
    )) as usual_order_chance,
    coalesce(deals.visited_deal_n, 0) as visited_deal_n,
    coalesce(deals.visited_won_count, 0) as visited_won_count,
    coalesce(deals.unvisited_deal_n, 0) as unvisited_deal_n,
    coalesce(deals.unvisited_won_count, 0) as unvisited_won_count,
    coalesce(deals.visited_won_amount, cast(0 as decimal(18, 4))) as visited_won_amount
from account_windows
cross join windows
cross join policy
left join visited on visited.customer_id = account_windows.account_id
left join deals on deals.customer_id = account_windows.account_id

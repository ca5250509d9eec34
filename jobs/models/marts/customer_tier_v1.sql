-- In which tier does this customer stand, since when, and what would move it?
-- Plan with the stable tier. Distances hold everybody else still: to rise, the customer must bring more than the distance says.
with

this_night as (
    select * from run.current
),

standings as (
    select * from metrics.tier_accounts
)

select
    this_night.as_of,
    standings.level,
    standings.account_id as customer_id,
    standings.scheme,
    standings.stable_tier,
    standings.stable_tier_order,
    standings.raw_tier,
    standings.raw_tier_order,
    standings.reason,
    standings.tier_since_on,
    standings.is_since_history_start,
    standings.previous_tier,
    standings.direction,
    standings.value_rank,
    money(standings.ranking_amount) as ranking_amount,
    money(standings.revenue_amount) as revenue_amount,
    standings.has_negative_value,
    standings.next_tier,
    money(standings.next_threshold_amount) as next_threshold_amount,
    money(standings.distance_to_next_amount) as distance_to_next_amount,
    money(standings.lower_threshold_amount) as lower_threshold_amount,
    money(standings.distance_to_lower_amount) as distance_to_lower_amount,
    standings.rule_version
from standings
cross join this_night

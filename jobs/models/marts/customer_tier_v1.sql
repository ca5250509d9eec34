-- In which tier does this customer stand, since when, and what would move it?
-- Plan with the stable tier. Distances hold everybody else still: to rise, the customer must bring more than the distance says.
with

this_night as (
    select * from run.current
),

basis as (
    select * from metrics.margin_basis
),

standings as (
    select * from metrics.tier_accounts
),

reasons as (
    select * from metrics.tier_reasons
),

rebates as (
    select * from metrics.rebate_distances
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
    reasons.reason_en,
    reasons.reason_zh,
    standings.tier_since_on,
    standings.is_since_history_start,
    standings.previous_tier,
    standings.direction,
    standings.value_rank,
    money(standings.ranking_amount) as ranking_amount,
    case when standings.scheme = 'ZEITHAML' then basis.margin_basis end as margin_basis,
    money(standings.present_value_amount) as present_value_amount,
    money(standings.future_value_amount) as future_value_amount,
    standings.share_of_wallet,
    money(standings.revenue_amount) as revenue_amount,
    standings.has_negative_value,
    standings.next_tier,
    money(standings.next_threshold_amount) as next_threshold_amount,
    money(standings.distance_to_next_amount) as distance_to_next_amount,
    standings.next_wallet_share,
    standings.distance_to_next_wallet_share,
    money(standings.lower_threshold_amount) as lower_threshold_amount,
    money(standings.distance_to_lower_amount) as distance_to_lower_amount,
    money(rebates.year_revenue_amount) as year_revenue_amount,
    rebates.rebate_rate,
    rebates.next_rebate_rate,
    money(rebates.next_rebate_threshold_amount) as next_rebate_threshold_amount,
    money(rebates.distance_to_next_rebate_amount) as distance_to_next_rebate_amount,
    rebates.rebate_abstain_reason,
    standings.rule_version
from standings
cross join this_night
cross join basis
inner join reasons
    on reasons.scheme = standings.scheme and reasons.level = standings.level and reasons.account_id = standings.account_id
inner join rebates on rebates.level = standings.level and rebates.account_id = standings.account_id

-- Who moved from which tier to which over 1, 3 and 12 months, and how much revenue moved with them?
-- Where is_from_window_recorded is false, the records do not reach back far enough: too many look NEW, and tiers at the start are too low.
with

this_night as (
    select * from run.current
),

rules as (
    select distinct scheme, rule_version from metrics.tier_ladder
),

moves as (
    select * from metrics.tier_moves
),

flaps as (
    select * from metrics.tier_flaps
)

select
    this_night.as_of,
    moves.scheme,
    moves.level,
    moves.tier_kind,
    moves.period_months,
    moves.from_tier,
    moves.to_tier,
    moves.from_on,
    moves.is_from_window_recorded,
    moves.customer_count,
    moves.from_customer_count,
    moves.row_share,
    moves.row_share_low,
    moves.row_share_high,
    moves.smoothed_row_share,
    money(moves.from_amount) as from_amount,
    money(moves.to_amount) as to_amount,
    money(moves.change_amount) as change_amount,
    moves.row_value_share,
    coalesce(flaps.pair_count, 0) as flap_pair_count,
    flaps.raw_flap_rate,
    flaps.raw_flap_rate_low,
    flaps.raw_flap_rate_high,
    flaps.stable_flap_rate,
    flaps.stable_flap_rate_low,
    flaps.stable_flap_rate_high,
    rules.rule_version
from moves
cross join this_night
inner join rules on rules.scheme = moves.scheme
left join flaps on flaps.scheme = moves.scheme and flaps.level = moves.level

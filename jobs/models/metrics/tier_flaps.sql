-- How often does an account change its tier from one month to the next, and how much of that does hysteresis calm?
-- Pairs are two consecutive snapshots in both of which the account was buying.
with

history as (
    select * from metrics.tier_history
),

pairs as (
    select
        later.scheme,
        later.level,
        later.raw_tier_order <> earlier.raw_tier_order as has_raw_change,
        later.stable_tier_order <> earlier.stable_tier_order as has_stable_change
    from history as later
    inner join history as earlier
        on earlier.scheme = later.scheme
        and earlier.level = later.level
        and earlier.account_id = later.account_id
        and earlier.months_ago = later.months_ago + 1
    where later.is_ranked and earlier.is_ranked
),

counts as (
    select
        scheme,
        level,
        count(*) as pair_count,
        count(*) filter (where has_raw_change) as raw_change_count,
        count(*) filter (where has_stable_change) as stable_change_count
    from pairs
    group by scheme, level
)

select
    scheme,
    level,
    pair_count,
    raw_change_count,
    stable_change_count,
    safe_div(raw_change_count, pair_count) as raw_flap_rate,
    wilson_low(raw_change_count, pair_count) as raw_flap_rate_low,
    wilson_high(raw_change_count, pair_count) as raw_flap_rate_high,
    safe_div(stable_change_count, pair_count) as stable_flap_rate,
    wilson_low(stable_change_count, pair_count) as stable_flap_rate_low,
    wilson_high(stable_change_count, pair_count) as stable_flap_rate_high
from counts

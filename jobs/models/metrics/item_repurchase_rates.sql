-- What share of an item's buyers buys it again, judged by all items together, and within which time?
-- The shrunk rate is (a + repeaters) / (a + b + buyers) (Morris 1983); its interval is Wilson's with the prior's buyers counted in. The rate by the window corrects for young buyers and is the curve's (Kaplan and Meier 1958).
with

items as (
    select * from metrics.item_repurchases
),

priors as (
    select * from metrics.item_priors
),

curves as (
    select * from metrics.repurchase_curves where group_kind = 'category' and event_number = 2
),

repurchase as (
    select * from config.repurchase
),

policy as (
    select * from config.repurchase_category
),

days_in_window as (
    select
        curves.level,
        curves.group_value as item_id,
        max(curves.day) as last_followed_day,
        max(curves.day) filter (where curves.day <= repurchase.window_days) as day
    from curves
    cross join repurchase
    group by curves.level, curves.group_value
),

windows as (
    select
        curves.level,
        'category' as item_kind,
        days_in_window.item_id,
        days_in_window.last_followed_day,
        1 - curves.survival as window_rate,
        1 - curves.survival_high as window_rate_low,
        1 - curves.survival_low as window_rate_high
    from days_in_window
    inner join curves
        on curves.level = days_in_window.level
        and curves.group_value = days_in_window.item_id
        and curves.day = days_in_window.day
),

shrunk as (
    select
        items.*,
        priors.status as prior_status,
        priors.item_count,
        priors.pooled_rate,
        priors.pooled_rate_low,
        priors.pooled_rate_high,
        priors.a + items.repeater_count as posterior_repeaters,
        priors.a + priors.b + items.buyer_count as posterior_buyers
    from items
    inner join priors on priors.level = items.level and priors.item_kind = items.item_kind
)

select
    shrunk.level,
    shrunk.item_kind,
    shrunk.item_id,
    shrunk.first_ordered_on,
    shrunk.last_ordered_on,
    shrunk.buyer_count,
    shrunk.repeater_count,
    safe_div(shrunk.repeater_count, shrunk.buyer_count) as repurchase_rate,
    wilson_low(shrunk.repeater_count, shrunk.buyer_count) as repurchase_rate_low,
    wilson_high(shrunk.repeater_count, shrunk.buyer_count) as repurchase_rate_high,
    case shrunk.prior_status
        when 'FITTED' then safe_div(shrunk.posterior_repeaters, shrunk.posterior_buyers)
        when 'NO_BETWEEN_VARIANCE' then shrunk.pooled_rate
    end as shrunk_rate,
    case shrunk.prior_status
        when 'FITTED' then wilson_low(shrunk.posterior_repeaters, shrunk.posterior_buyers)
        when 'NO_BETWEEN_VARIANCE' then shrunk.pooled_rate_low
    end as shrunk_rate_low,
    case shrunk.prior_status
        when 'FITTED' then wilson_high(shrunk.posterior_repeaters, shrunk.posterior_buyers)
        when 'NO_BETWEEN_VARIANCE' then shrunk.pooled_rate_high
    end as shrunk_rate_high,
    case shrunk.prior_status
        when 'FITTED' then 'BETA_BINOMIAL'
        when 'NO_BETWEEN_VARIANCE' then 'POOLED'
    end as shrunk_rate_method,
    case when shrunk.prior_status = 'TOO_FEW_OBSERVATIONS' then 'TOO_FEW_OBSERVATIONS' end as shrunk_rate_abstain_reason,
    case shrunk.prior_status
        when 'FITTED' then safe_div(shrunk.buyer_count, shrunk.posterior_buyers)
        when 'NO_BETWEEN_VARIANCE' then 0e0
    end as own_evidence_share,
    shrunk.pooled_rate,
    shrunk.item_count,
    case when windows.last_followed_day >= repurchase.window_days or windows.window_rate = 1 then windows.window_rate end as window_rate,
    case when windows.last_followed_day >= repurchase.window_days then windows.window_rate_low end as window_rate_low,
    case when windows.last_followed_day >= repurchase.window_days then windows.window_rate_high end as window_rate_high,
    case
        when shrunk.item_kind = 'product' then 'CATEGORIES_ONLY'
        when windows.last_followed_day >= repurchase.window_days or windows.window_rate = 1 then null
        else 'WINDOW_OPEN'
    end as window_rate_abstain_reason,
    shrunk.gap_count,
    case when shrunk.gap_count >= policy.cycle_min_gaps then shrunk.median_gap_days end as cycle_days,
    case when shrunk.gap_count >= policy.cycle_min_gaps then shrunk.median_gap_days_low end as cycle_days_low,
    case when shrunk.gap_count >= policy.cycle_min_gaps then shrunk.median_gap_days_high end as cycle_days_high,
    case when shrunk.gap_count < policy.cycle_min_gaps then 'TOO_FEW_OBSERVATIONS' end as cycle_abstain_reason
from shrunk
cross join repurchase
cross join policy
left join windows
    on windows.level = shrunk.level
    and windows.item_kind = shrunk.item_kind
    and windows.item_id = shrunk.item_id

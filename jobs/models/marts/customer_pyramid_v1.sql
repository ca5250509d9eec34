-- What does each tier of customers bring, where are its borders, and on how few does the revenue rest?
-- Tiers here are by tonight's rank alone; customer_tier_v1 also has the tier held steady. The columns from ranked_customer_count on tell of the whole pyramid and repeat on each row.
with

this_night as (
    select * from run.current
),

basis as (
    select * from metrics.margin_basis
),

windows as (
    select * from metrics.pyramid_snapshots where months_ago = 0
),

tiers as (
    select * from metrics.pyramid_tiers
),

thresholds as (
    select * from metrics.tier_thresholds
),

concentrations as (
    select * from metrics.pyramid_concentration
)

select
    this_night.as_of,
    tiers.level,
    tiers.scheme,
    tiers.tier,
    tiers.tier_order,
    windows.window_starts_on,
    tiers.customer_count,
    tiers.stable_customer_count,
    tiers.negative_value_count,
    tiers.customer_share,
    tiers.ranked_customer_share,
    money(tiers.revenue_amount) as revenue_amount,
    tiers.revenue_share,
    money(tiers.gross_margin_amount) as gross_margin_amount,
    tiers.gross_margin_abstain_reason,
    money(tiers.contribution_margin_amount) as contribution_margin_amount,
    tiers.contribution_abstain_reason,
    basis.margin_basis,
    tiers.clv_customer_count,
    tiers.clv_unknown_customer_count,
    money(tiers.clv_amount_12m) as clv_amount_12m,
    money(tiers.clv_amount_36m_low) as clv_amount_36m_low,
    money(tiers.clv_amount_36m) as clv_amount_36m,
    money(tiers.clv_amount_36m_high) as clv_amount_36m_high,
    tiers.clv_share_36m,
    tiers.clv_abstain_reason,
    thresholds.cut_rank,
    money(thresholds.threshold_amount) as threshold_amount,
    coalesce(concentrations.ranked_customer_count, 0) as ranked_customer_count,
    concentrations.gini,
    concentrations.gini_positive,
    concentrations.top_20_revenue_share,
    concentrations.top_20_value_share,
    concentrations.customers_for_80_share,
    concentrations.hhi,
    case
        when concentrations.level is null then 'TOO_FEW_OBSERVATIONS'
        else concentrations.concentration_abstain_reason
    end as concentration_abstain_reason,
    tiers.rule_version
from tiers
cross join this_night
cross join basis
cross join windows
left join thresholds
    on thresholds.scheme = tiers.scheme and thresholds.level = tiers.level and thresholds.tier = tiers.tier
left join concentrations on concentrations.scheme = tiers.scheme and concentrations.level = tiers.level

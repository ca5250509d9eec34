-- Which markets grow, pay, stay and have room: by industry, size, region and channel in every combination?
-- ALL means that the row does not ask for that dimension, UNKNOWN that no system says. Rows overlap.
with

this_night as (
    select * from run.current
),

basis as (
    select * from metrics.margin_basis
),

policy as (
    select * from config.market_segment
),

segments as (
    select * from metrics.segment_values
),

win_rates as (
    select * from metrics.segment_win_rates
),

price_trends as (
    select * from metrics.segment_price_trends
),

price_sensitivities as (
    select * from metrics.segment_price_sensitivities
),

whitespaces as (
    select * from metrics.segment_whitespace_totals
)

select
    this_night.as_of,
    segments.level,
    segments.industry,
    segments.size_class,
    segments.territory,
    segments.channel,
    segments.named_dimension_count,
    segments.account_count,
    segments.active_count,
    money(segments.revenue_amount) as revenue_amount,
    money(segments.prior_revenue_amount) as prior_revenue_amount,
    segments.growth_rate,
    segments.growth_abstain_reason,
    money(segments.gross_margin_amount) as gross_margin_amount,
    segments.gross_margin_abstain_reason,
    money(segments.contribution_margin_amount) as contribution_margin_amount,
    segments.contribution_abstain_reason,
    basis.margin_basis,
    segments.clv_account_count,
    money(segments.clv_amount_36m) as clv_amount_36m,
    money(segments.clv_amount_36m_low) as clv_amount_36m_low,
    money(segments.clv_amount_36m_high) as clv_amount_36m_high,
    segments.clv_abstain_reason,
    segments.prior_active_count,
    segments.churned_count,
    segments.churn_rate,
    segments.churn_rate_low,
    segments.churn_rate_high,
    segments.churn_abstain_reason,
    segments.hhi,
    segments.largest_account_share,
    segments.concentration_abstain_reason,
    win_rates.decided_count,
    win_rates.won_count,
    win_rates.win_rate,
    win_rates.win_rate_low,
    win_rates.win_rate_high,
    win_rates.win_rate_abstain_reason,
    price_trends.compared_account_count,
    price_trends.compared_product_count,
    price_trends.price_change_rate,
    price_trends.price_change_rate_low,
    price_trends.price_change_rate_high,
    price_trends.price_abstain_reason,
    price_sensitivities.elasticity_account_count,
    price_sensitivities.sensitive_account_count,
    price_sensitivities.insensitive_account_count,
    price_sensitivities.mean_elasticity,
    price_sensitivities.mean_elasticity_low,
    price_sensitivities.mean_elasticity_high,
    price_sensitivities.elasticity_abstain_reason,
    whitespaces.whitespace_category_count,
    money(whitespaces.whitespace_amount) as whitespace_amount,
    whitespaces.whitespace_1_category_id,
    money(whitespaces.whitespace_1_amount) as whitespace_1_amount,
    whitespaces.whitespace_1_gap_count,
    whitespaces.whitespace_1_buyer_share,
    whitespaces.whitespace_2_category_id,
    money(whitespaces.whitespace_2_amount) as whitespace_2_amount,
    whitespaces.whitespace_2_gap_count,
    whitespaces.whitespace_2_buyer_share,
    whitespaces.whitespace_3_category_id,
    money(whitespaces.whitespace_3_amount) as whitespace_3_amount,
    whitespaces.whitespace_3_gap_count,
    whitespaces.whitespace_3_buyer_share,
    whitespaces.whitespace_abstain_reason,
    policy.rule_version
from segments
cross join this_night
cross join policy
cross join basis
inner join win_rates
    on win_rates.level = segments.level
    and win_rates.industry = segments.industry
    and win_rates.size_class = segments.size_class
    and win_rates.territory = segments.territory
    and win_rates.channel = segments.channel
inner join price_trends
    on price_trends.level = segments.level
    and price_trends.industry = segments.industry
    and price_trends.size_class = segments.size_class
    and price_trends.territory = segments.territory
    and price_trends.channel = segments.channel
inner join price_sensitivities
    on price_sensitivities.level = segments.level
    and price_sensitivities.industry = segments.industry
    and price_sensitivities.size_class = segments.size_class
    and price_sensitivities.territory = segments.territory
    and price_sensitivities.channel = segments.channel
inner join whitespaces
    on whitespaces.level = segments.level
    and whitespaces.industry = segments.industry
    and whitespaces.size_class = segments.size_class
    and whitespaces.territory = segments.territory
    and whitespaces.channel = segments.channel

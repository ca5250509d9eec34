-- What is each account worth and what will it be worth, what does it leave after its costs, and how does it buy?
-- Every amount is in the reporting currency at the rate of the document's day, without tax.
with

account_value as (
    select * from metrics.account_value
),

shares as (
    select * from metrics.account_shares
),

breadth as (
    select * from metrics.account_breadth
),

uptakes as (
    select * from metrics.launch_uptakes where months_ago = 0
),

activity as (
    select * from metrics.account_activity
),

rfm as (
    select * from metrics.account_rfm
),

credit_losses as (
    select * from metrics.credit_losses
),

histories as (
    select * from metrics.purchase_histories where months_ago = 0
),

forecasts as (
    select * from metrics.purchase_forecasts
),

net_values as (
    select * from metrics.net_values
),

quadrants as (
    select * from metrics.account_quadrants
),

wallet_shares as (
    select * from metrics.wallet_shares
),

scores as (
    select * from metrics.account_scores
),

investments as (
    select * from metrics.investment_classes
),

basis as (
    select * from metrics.margin_basis
),

night as (
    select * from run.current
)

select
    night.as_of,
    activity.level,
    activity.account_id as customer_id,
    night.reporting_currency as currency_code,
    money(account_value.revenue_amount_12m) as revenue_amount_12m,
    money(account_value.revenue_amount_prior_12m) as revenue_amount_prior_12m,
    account_value.is_recorded_prior_12m,
    account_value.is_recorded_36m,
    account_value.revenue_growth_rate_12m,
    account_value.revenue_growth_abstain_reason_12m,
    money(account_value.revenue_amount_36m) as revenue_amount_36m,
    money(account_value.revenue_amount_total) as revenue_amount_total,
    shares.value_rank,
    shares.revenue_share,
    shares.revenue_cumulative_share,
    shares.revenue_share_abstain_reason,
    money(account_value.gross_amount_12m) as gross_amount_12m,
    money(account_value.return_amount_12m) as return_amount_12m,
    account_value.return_rate_12m,
    account_value.return_rate_abstain_reason_12m,
    account_value.cost_coverage_share_12m,
    money(account_value.gross_margin_amount_12m) as gross_margin_amount_12m,
    account_value.gross_margin_abstain_reason_12m,
    money(account_value.gross_margin_amount_prior_12m) as gross_margin_amount_prior_12m,
    account_value.gross_margin_abstain_reason_prior_12m,
    money(account_value.gross_margin_amount_36m) as gross_margin_amount_36m,
    account_value.gross_margin_abstain_reason_36m,
    money(account_value.rebate_amount_12m) as rebate_amount_12m,
    account_value.rebate_abstain_reason_12m,
    money(account_value.service_cost_amount_12m) as service_cost_amount_12m,
    account_value.service_cost_abstain_reason_12m,
    money(account_value.contribution_margin_amount_12m) as contribution_margin_amount_12m,
    account_value.contribution_abstain_reason_12m,
    money(account_value.contribution_margin_amount_prior_12m) as contribution_margin_amount_prior_12m,
    account_value.contribution_abstain_reason_prior_12m,
    money(account_value.contribution_margin_amount_36m) as contribution_margin_amount_36m,
    account_value.contribution_abstain_reason_36m,
    shares.contribution_share,
    account_value.order_count_12m,
    account_value.occasion_count_12m,
    account_value.occasion_count_prior_12m,
    account_value.order_count_36m,
    account_value.occasion_count_36m,
    breadth.category_count_12m,
    breadth.product_count_12m,
    uptakes.eligible_count as launch_eligible_count,
    uptakes.taken_count as launch_taken_count,
    uptakes.open_count as launch_open_count,
    uptakes.uptake_rate_low as launch_uptake_rate_low,
    uptakes.uptake_rate as launch_uptake_rate,
    uptakes.uptake_rate_high as launch_uptake_rate_high,
    uptakes.usual_uptake_rate as launch_usual_uptake_rate,
    uptakes.uptake_abstain_reason as launch_uptake_abstain_reason,
    activity.last_ordered_on,
    activity.days_since_last_occasion,
    rfm.recency_score,
    rfm.frequency_score,
    rfm.monetary_score,
    rfm.rfm_abstain_reason,
    money(credit_losses.receivable_amount) as receivable_amount,
    money(credit_losses.overdue_90d_amount) as overdue_90d_amount,
    money(credit_losses.expected_credit_loss_amount) as expected_credit_loss_amount,
    credit_losses.receivable_abstain_reason,
    credit_losses.credit_loss_rate,
    credit_losses.invoice_count as credit_loss_invoice_count,
    credit_losses.own_evidence_share as credit_loss_own_evidence_share,
    credit_losses.credit_loss_abstain_reason,
    forecasts.model as purchase_model,
    forecasts.choice_reason as purchase_model_reason,
    forecasts.expected_purchases_90d,
    forecasts.expected_purchases_365d * exp(-z_90() * forecasts.discounted_purchases_error_12m) as expected_purchases_365d_low,
    forecasts.expected_purchases_365d,
    forecasts.expected_purchases_365d * exp(z_90() * forecasts.discounted_purchases_error_12m) as expected_purchases_365d_high,
    coalesce(forecasts.forecast_abstain_reason, case when histories.account_id is null then 'NO_PURCHASE' end) as expected_purchases_abstain_reason,
    case
        when forecasts.p_alive > 0 and forecasts.p_alive < 1
            then safe_div(forecasts.p_alive, forecasts.p_alive + (1 - forecasts.p_alive) * exp(z_90() * forecasts.p_alive_error))
        else forecasts.p_alive
    end as p_alive_low,
    forecasts.p_alive,
    case
        when forecasts.p_alive > 0 and forecasts.p_alive < 1
            then safe_div(forecasts.p_alive, forecasts.p_alive + (1 - forecasts.p_alive) * exp(-z_90() * forecasts.p_alive_error))
        else forecasts.p_alive
    end as p_alive_high,
    coalesce(forecasts.p_alive_abstain_reason, case when histories.account_id is null then 'NO_PURCHASE' end) as p_alive_abstain_reason,
    basis.margin_basis,
    money(net_values.clv_amount_12m_low) as clv_amount_12m_low,
    money(net_values.clv_amount_12m) as clv_amount_12m,
    money(net_values.clv_amount_12m_high) as clv_amount_12m_high,
    money(net_values.clv_amount_36m_low) as clv_amount_36m_low,
    money(net_values.clv_amount_36m) as clv_amount_36m,
    money(net_values.clv_amount_36m_high) as clv_amount_36m_high,
    net_values.clv_method,
    net_values.clv_n,
    net_values.clv_abstain_reason,
    money(net_values.clv_net_amount_12m_low) as clv_net_amount_12m_low,
    money(net_values.clv_net_amount_12m) as clv_net_amount_12m,
    money(net_values.clv_net_amount_12m_high) as clv_net_amount_12m_high,
    money(net_values.clv_net_amount_36m_low) as clv_net_amount_36m_low,
    money(net_values.clv_net_amount_36m) as clv_net_amount_36m,
    money(net_values.clv_net_amount_36m_high) as clv_net_amount_36m_high,
    net_values.clv_net_abstain_reason,
    money(quadrants.present_value_amount) as present_value_amount,
    net_values.present_value_abstain_reason,
    money(quadrants.future_value_amount) as future_value_amount,
    quadrants.quadrant,
    money(quadrants.distance_to_present_split_amount) as distance_to_present_split_amount,
    money(quadrants.distance_to_future_split_amount) as distance_to_future_split_amount,
    quadrants.quadrant_abstain_reason,
    quadrants.quadrant_rule_version,
    wallet_shares.share_of_wallet_low,
    wallet_shares.share_of_wallet_low_abstain_reason,
    wallet_shares.share_of_wallet_mid,
    wallet_shares.share_of_wallet_high,
    wallet_shares.wallet_method as share_of_wallet_method,
    wallet_shares.wallet_n as share_of_wallet_n,
    wallet_shares.wallet_customer_count as share_of_wallet_customer_count,
    activity.customer_count,
    wallet_shares.wallet_year as share_of_wallet_year,
    money(wallet_shares.wallet_amount) as wallet_amount,
    money(wallet_shares.wallet_upside_amount) as wallet_upside_amount,
    wallet_shares.wallet_abstain_reason as share_of_wallet_abstain_reason,
    money(wallet_shares.potential_amount_low) as potential_amount_low,
    money(wallet_shares.potential_amount) as potential_amount,
    money(wallet_shares.potential_amount_high) as potential_amount_high,
    money(wallet_shares.potential_gap_amount) as potential_gap_amount,
    wallet_shares.potential_cell,
    wallet_shares.potential_n,
    wallet_shares.potential_abstain_reason,
    scores.key_account_score,
    scores.present_value_points as score_present_value_points,
    scores.future_value_points as score_future_value_points,
    scores.potential_points as score_potential_points,
    scores.growth_points as score_growth_points,
    scores.breadth_points as score_breadth_points,
    scores.known_weight as score_known_weight,
    scores.score_abstain_reason,
    scores.is_key_account,
    scores.distance_to_threshold as key_account_distance,
    scores.score_rule_version,
    scores.rule_trace_en,
    scores.rule_trace_zh,
    investments.investment_class,
    investments.investment_reason,
    investments.investment_abstain_reason,
    investments.investment_rule_version
from activity
left join account_value
    on account_value.level = activity.level
    and account_value.account_id = activity.account_id
left join shares
    on shares.level = activity.level
    and shares.account_id = activity.account_id
left join breadth
    on breadth.level = activity.level
    and breadth.account_id = activity.account_id
left join uptakes
    on uptakes.level = activity.level
    and uptakes.account_id = activity.account_id
left join rfm
    on rfm.level = activity.level
    and rfm.account_id = activity.account_id
left join credit_losses
    on credit_losses.level = activity.level
    and credit_losses.account_id = activity.account_id
left join histories
    on histories.level = activity.level
    and histories.account_id = activity.account_id
left join forecasts
    on forecasts.level = histories.level
    and forecasts.repeat_count = histories.repeat_count
    and forecasts.recency_days = histories.recency_days
    and forecasts.age_days = histories.age_days
left join net_values
    on net_values.level = activity.level
    and net_values.account_id = activity.account_id
left join quadrants
    on quadrants.level = activity.level
    and quadrants.account_id = activity.account_id
left join wallet_shares
    on wallet_shares.level = activity.level
    and wallet_shares.account_id = activity.account_id
left join scores
    on scores.level = activity.level
    and scores.account_id = activity.account_id
left join investments
    on investments.level = activity.level
    and investments.account_id = activity.account_id
cross join night
cross join basis

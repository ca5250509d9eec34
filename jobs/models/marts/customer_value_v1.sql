-- What is each account worth, what does it leave after its costs, and how does it buy?
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

activity as (
    select * from metrics.account_activity
),

rfm as (
    select * from metrics.account_rfm
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
    activity.last_ordered_on,
    activity.days_since_last_occasion,
    rfm.recency_score,
    rfm.frequency_score,
    rfm.monetary_score,
    rfm.rfm_abstain_reason
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
left join rfm
    on rfm.level = activity.level
    and rfm.account_id = activity.account_id
cross join night

-- What do the accounts of a segment bring, do they grow, and how many of them stopped buying?
-- Every combination of industry, size, region and channel, also those that leave some of them open: ALL. UNKNOWN is where no system says. Never add rows of different depth.
with

attributes as (
    select * from metrics.account_attributes
),

account_windows as (
    select * from metrics.account_windows
),

windows as (
    select is_recorded from metrics.value_windows where window_name = 'prior_12m'
),

future_values as (
    select * from metrics.future_values where months_ago = 0
),

policy as (
    select * from config.market_segment
),

accounts as (
    select
        attributes.level,
        attributes.industry,
        attributes.size_class,
        attributes.territory,
        attributes.channel,
        future_values.clv_amount_36m,
        future_values.clv_amount_36m_low,
        future_values.clv_amount_36m_high,
        future_values.clv_abstain_reason,
        this_year.revenue_amount,
        this_year.gross_margin_amount,
        this_year.gross_margin_abstain_reason,
        this_year.contribution_margin_amount,
        this_year.contribution_abstain_reason,
        last_year.revenue_amount as prior_revenue_amount,
        this_year.occasion_count > 0 as is_active,
        last_year.occasion_count > 0 as was_active
    from attributes
    inner join account_windows as this_year
        on this_year.level = attributes.level
        and this_year.account_id = attributes.account_id
        and this_year.window_name = '12m'
    inner join account_windows as last_year
        on last_year.level = attributes.level
        and last_year.account_id = attributes.account_id
        and last_year.window_name = 'prior_12m'
    left join future_values
        on future_values.level = attributes.level and future_values.account_id = attributes.account_id
),

sums as (
    select
        level,
        case when grouping(industry) = 1 then 'ALL' else industry end as industry,
        case when grouping(size_class) = 1 then 'ALL' else size_class end as size_class,
        case when grouping(territory) = 1 then 'ALL' else territory end as territory,
        case when grouping(channel) = 1 then 'ALL' else channel end as channel,
        cast(4 - grouping(industry) - grouping(size_class) - grouping(territory) - grouping(channel) as integer) as named_dimension_count,
        count(*) as account_count,
        count(*) filter (where is_active) as active_count,
        count(*) filter (where was_active) as prior_active_count,
        count(*) filter (where was_active and not is_active) as churned_count,
        count(*) filter (where was_active or is_active) as trading_count,
        cast(sum(revenue_amount) as decimal(18, 4)) as revenue_amount,
        cast(sum(prior_revenue_amount) as decimal(18, 4)) as prior_revenue_amount,
        case when count(gross_margin_abstain_reason) = 0 then cast(sum(gross_margin_amount) as decimal(18, 4)) end
            as gross_margin_amount,
        max(gross_margin_abstain_reason) as gross_margin_abstain_reason,
        case when count(contribution_abstain_reason) = 0 then cast(sum(contribution_margin_amount) as decimal(18, 4)) end
            as contribution_margin_amount,
        max(contribution_abstain_reason) as contribution_abstain_reason,
        count(clv_amount_36m) as clv_account_count,
        case when count(clv_abstain_reason) = 0 then cast(coalesce(sum(clv_amount_36m), 0) as decimal(18, 4)) end as clv_amount_36m,
        case
            when count(clv_abstain_reason) = 0 and count(clv_amount_36m_low) = count(clv_amount_36m)
                then cast(sum(clv_amount_36m_low) as decimal(18, 4))
        end as clv_amount_36m_low,
        case
            when count(clv_abstain_reason) = 0 and count(clv_amount_36m_high) = count(clv_amount_36m)
                then cast(sum(clv_amount_36m_high) as decimal(18, 4))
        end as clv_amount_36m_high,
        max(clv_abstain_reason) as clv_abstain_reason,
        count(*) filter (where revenue_amount > 0) as positive_count,
        max(revenue_amount) as largest_amount,
        cast(sum(revenue_amount) filter (where revenue_amount > 0) as decimal(18, 4)) as positive_amount,
        sum(cast(cast(revenue_amount as decimal(19, 4)) * revenue_amount as decimal(38, 8))) filter (where revenue_amount > 0)
            as squared_amount
    from accounts
    group by level, cube (industry, size_class, territory, channel)
),

reasons as (
    select
        sums.*,
        case
            when not windows.is_recorded then 'WINDOW_NOT_RECORDED'
            when sums.trading_count < policy.min_accounts then 'TOO_FEW_OBSERVATIONS'
            when sums.prior_revenue_amount <= 0 then 'NO_POSITIVE_REVENUE'
        end as growth_abstain_reason,
        case
            when not windows.is_recorded then 'WINDOW_NOT_RECORDED'
            when sums.prior_active_count < policy.min_accounts then 'TOO_FEW_OBSERVATIONS'
        end as churn_abstain_reason,
        case when sums.positive_count < policy.min_accounts then 'TOO_FEW_OBSERVATIONS' end as concentration_abstain_reason
    from sums
    cross join windows
    cross join policy
)

select
    level,
    industry,
    size_class,
    territory,
    channel,
    named_dimension_count,
    account_count,
    active_count,
    revenue_amount,
    prior_revenue_amount,
    case when growth_abstain_reason is null then safe_div(revenue_amount - prior_revenue_amount, prior_revenue_amount) end
        as growth_rate,
    growth_abstain_reason,
    gross_margin_amount,
    gross_margin_abstain_reason,
    contribution_margin_amount,
    contribution_abstain_reason,
    clv_account_count,
    clv_amount_36m,
    clv_amount_36m_low,
    clv_amount_36m_high,
    clv_abstain_reason,
    prior_active_count,
    churned_count,
    case when churn_abstain_reason is null then safe_div(churned_count, prior_active_count) end as churn_rate,
    case when churn_abstain_reason is null then wilson_low(churned_count, prior_active_count) end as churn_rate_low,
    case when churn_abstain_reason is null then wilson_high(churned_count, prior_active_count) end as churn_rate_high,
    churn_abstain_reason,
    case when concentration_abstain_reason is null then safe_div(safe_div(squared_amount, positive_amount), positive_amount) end as hhi,
    case when concentration_abstain_reason is null then safe_div(largest_amount, positive_amount) end as largest_account_share,
    concentration_abstain_reason
from reasons

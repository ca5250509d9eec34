-- What was an account worth some months ago and what is it worth now, and what became of it in between?
-- Who bought in the twelve months is a customer of that look. DORMANT bought in neither: what changes there are returns and late costs, and in lifetime value the fading chance to come back.
with

activity as (
    select * from metrics.account_activity
),

account_windows as (
    select * from metrics.account_windows
),

windows as (
    select * from metrics.value_windows
),

future_values as (
    select * from metrics.future_values
),

periods as (
    select * from config.customer_equity_periods
),

looks as (
    select
        periods.period_months,
        windows.window_name,
        windows.to_on as opening_on,
        windows.is_recorded as is_opening_recorded
    from periods
    inner join windows on windows.window_name = '12m_before_' || cast(periods.period_months as string) || 'm'
),

closings as (
    select * from account_windows where window_name = '12m'
),

both_ends as (
    select
        closings.level,
        closings.account_id,
        looks.period_months,
        looks.opening_on,
        looks.is_opening_recorded,
        activity.first_ordered_on,
        openings.occasion_count as opening_occasion_count,
        closings.occasion_count as closing_occasion_count,
        openings.revenue_amount as opening_revenue_amount,
        closings.revenue_amount as closing_revenue_amount,
        openings.contribution_margin_amount as opening_contribution_margin_amount,
        closings.contribution_margin_amount as closing_contribution_margin_amount,
        coalesce(openings.contribution_abstain_reason, closings.contribution_abstain_reason) as contribution_abstain_reason,
        case
            when opening_values.account_id is not null then opening_values.clv_amount_36m
            when coalesce(activity.first_ordered_on > looks.opening_on, true) then cast(0 as decimal(18, 4))
        end as opening_clv_amount_36m,
        case
            when closing_values.account_id is not null then closing_values.clv_amount_36m
            when activity.first_ordered_on is null then cast(0 as decimal(18, 4))
        end as closing_clv_amount_36m,
        coalesce(opening_values.clv_abstain_reason, closing_values.clv_abstain_reason) as value_abstain_reason
    from looks
    inner join account_windows as openings on openings.window_name = looks.window_name
    inner join closings on closings.level = openings.level and closings.account_id = openings.account_id
    inner join activity on activity.level = openings.level and activity.account_id = openings.account_id
    left join future_values as opening_values
        on opening_values.level = openings.level
        and opening_values.account_id = openings.account_id
        and opening_values.months_ago = looks.period_months
    left join future_values as closing_values
        on closing_values.level = openings.level
        and closing_values.account_id = openings.account_id
        and closing_values.months_ago = 0
)

select
    level,
    account_id,
    cast(period_months as bigint) as period_months,
    opening_on,
    is_opening_recorded,
    case
        when opening_occasion_count > 0 and closing_occasion_count > 0 then 'KEPT'
        when opening_occasion_count > 0 then 'LOST'
        when closing_occasion_count > 0 and first_ordered_on > opening_on then 'NEW'
        when closing_occasion_count > 0 then 'REACTIVATED'
        else 'DORMANT'
    end as movement,
    opening_revenue_amount,
    closing_revenue_amount,
    case when contribution_abstain_reason is null then opening_contribution_margin_amount end
        as opening_contribution_margin_amount,
    case when contribution_abstain_reason is null then closing_contribution_margin_amount end
        as closing_contribution_margin_amount,
    contribution_abstain_reason,
    case when closing_clv_amount_36m is not null then opening_clv_amount_36m end as opening_clv_amount_36m,
    case when opening_clv_amount_36m is not null then closing_clv_amount_36m end as closing_clv_amount_36m,
    case
        when opening_clv_amount_36m is null or closing_clv_amount_36m is null
            then coalesce(value_abstain_reason, 'WINDOW_NOT_RECORDED')
    end as clv_abstain_reason
from both_ends

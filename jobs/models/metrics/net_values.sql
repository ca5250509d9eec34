-- What is an account worth now and later, after what it will not pay?
-- The present value is twelve months' contribution less the expected loss of what is open. The future value loses its part of all future revenue; what is open is no part of it.
with

activity as (
    select * from metrics.account_activity
),

account_value as (
    select * from metrics.account_value
),

credit_losses as (
    select * from metrics.credit_losses
),

future_values as (
    select * from metrics.future_values where months_ago = 0
),

histories as (
    select * from metrics.purchase_histories where months_ago = 0
),

forecasts as (
    select * from metrics.purchase_forecasts
),

order_amounts as (
    select * from metrics.expected_order_amounts
),

joined as (
    select
        activity.level,
        activity.account_id,
        account_value.contribution_margin_amount_12m,
        account_value.contribution_abstain_reason_12m,
        credit_losses.expected_credit_loss_amount,
        credit_losses.receivable_abstain_reason,
        credit_losses.credit_loss_rate,
        credit_losses.credit_loss_abstain_reason,
        future_values.clv_amount_12m,
        future_values.clv_amount_36m,
        case
            when future_values.clv_abstain_reason is not null then future_values.clv_abstain_reason
            when future_values.clv_amount_36m is null then 'NO_PURCHASE'
        end as clv_abstain_reason,
        credit_losses.credit_loss_rate * forecasts.discounted_purchases_12m * order_amounts.expected_order_amount as loss_12m,
        credit_losses.credit_loss_rate * forecasts.discounted_purchases_36m * order_amounts.expected_order_amount as loss_36m,
        exp(least(z_90() * future_values.clv_error_12m, ln(1000e0))) as factor_12m,
        exp(least(z_90() * future_values.clv_error_36m, ln(1000e0))) as factor_36m
    from activity
    left join account_value
        on account_value.level = activity.level
        and account_value.account_id = activity.account_id
    left join credit_losses
        on credit_losses.level = activity.level
        and credit_losses.account_id = activity.account_id
    left join future_values
        on future_values.level = activity.level
        and future_values.account_id = activity.account_id
    left join histories
        on histories.level = activity.level
        and histories.account_id = activity.account_id
    left join forecasts
        on forecasts.level = histories.level
        and forecasts.repeat_count = histories.repeat_count
        and forecasts.recency_days = histories.recency_days
        and forecasts.age_days = histories.age_days
    left join order_amounts
        on order_amounts.level = activity.level
        and order_amounts.account_id = activity.account_id
),

netted as (
    select
        joined.*,
        cast(clv_amount_12m - cast(cast(loss_12m as decimal(38, 8)) as decimal(18, 4)) as decimal(18, 4)) as clv_net_amount_12m,
        cast(clv_amount_36m - cast(cast(loss_36m as decimal(38, 8)) as decimal(18, 4)) as decimal(18, 4)) as clv_net_amount_36m
    from joined
)

-- A negative value grows worse where a positive one grows better: the ends change sides.
select
    level,
    account_id,
    cast(contribution_margin_amount_12m - expected_credit_loss_amount as decimal(18, 4)) as present_value_amount,
    case
        when contribution_margin_amount_12m is null then contribution_abstain_reason_12m
        when expected_credit_loss_amount is null then receivable_abstain_reason
    end as present_value_abstain_reason,
    cast(cast(least(clv_amount_12m * factor_12m, clv_amount_12m / factor_12m) as decimal(38, 8)) as decimal(18, 4)) as clv_amount_12m_low,
    clv_amount_12m,
    cast(cast(greatest(clv_amount_12m * factor_12m, clv_amount_12m / factor_12m) as decimal(38, 8)) as decimal(18, 4)) as clv_amount_12m_high,
    cast(cast(least(clv_amount_36m * factor_36m, clv_amount_36m / factor_36m) as decimal(38, 8)) as decimal(18, 4)) as clv_amount_36m_low,
    clv_amount_36m,
    cast(cast(greatest(clv_amount_36m * factor_36m, clv_amount_36m / factor_36m) as decimal(38, 8)) as decimal(18, 4)) as clv_amount_36m_high,
    clv_abstain_reason,
    cast(cast(least(clv_net_amount_12m * factor_12m, clv_net_amount_12m / factor_12m) as decimal(38, 8)) as decimal(18, 4))
        as clv_net_amount_12m_low,
    clv_net_amount_12m,
    cast(cast(greatest(clv_net_amount_12m * factor_12m, clv_net_amount_12m / factor_12m) as decimal(38, 8)) as decimal(18, 4))
        as clv_net_amount_12m_high,
    cast(cast(least(clv_net_amount_36m * factor_36m, clv_net_amount_36m / factor_36m) as decimal(38, 8)) as decimal(18, 4))
        as clv_net_amount_36m_low,
    clv_net_amount_36m,
    cast(cast(greatest(clv_net_amount_36m * factor_36m, clv_net_amount_36m / factor_36m) as decimal(38, 8)) as decimal(18, 4))
        as clv_net_amount_36m_high,
    coalesce(clv_abstain_reason, credit_loss_abstain_reason) as clv_net_abstain_reason
from netted

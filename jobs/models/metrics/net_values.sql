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

joined as (
    select
        activity.level,
        activity.account_id,
        account_value.contribution_margin_amount_12m,
        account_value.contribution_abstain_reason_12m,
        credit_losses.expected_credit_loss_amount,
        credit_losses.receivable_abstain_reason,
        credit_losses.credit_loss_abstain_reason,
        future_values.clv_amount_12m_low,
        future_values.clv_amount_12m,
        future_values.clv_amount_12m_high,
        future_values.clv_amount_36m_low,
        future_values.clv_amount_36m,
        future_values.clv_amount_36m_high,
        future_values.clv_method,
        case when future_values.clv_abstain_reason is null then future_values.occasion_count end as clv_n,
        case when future_values.account_id is null then 'NO_PURCHASE' else future_values.clv_abstain_reason end
            as clv_abstain_reason,
        cast(cast(credit_losses.credit_loss_rate * future_values.future_revenue_amount_12m as decimal(38, 8)) as decimal(19, 4))
            as loss_12m,
        cast(cast(credit_losses.credit_loss_rate * future_values.future_revenue_amount_36m as decimal(38, 8)) as decimal(19, 4))
            as loss_36m,
        cast(-99999999999999 as decimal(19, 4)) as least_amount
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
)

-- The loss is small beside the margin's error and is taken as known: the ends of the interval sink by it as the value does.
select
    level,
    account_id,
    cast(contribution_margin_amount_12m - expected_credit_loss_amount as decimal(18, 4)) as present_value_amount,
    case
        when contribution_margin_amount_12m is null then contribution_abstain_reason_12m
        when expected_credit_loss_amount is null then receivable_abstain_reason
    end as present_value_abstain_reason,
    clv_amount_12m_low,
    clv_amount_12m,
    clv_amount_12m_high,
    clv_amount_36m_low,
    clv_amount_36m,
    clv_amount_36m_high,
    clv_method,
    clv_n,
    clv_abstain_reason,
    case when clv_amount_12m_low - loss_12m is not null then cast(greatest(clv_amount_12m_low - loss_12m, least_amount) as decimal(18, 4)) end
        as clv_net_amount_12m_low,
    cast(clv_amount_12m - loss_12m as decimal(18, 4)) as clv_net_amount_12m,
    cast(clv_amount_12m_high - loss_12m as decimal(18, 4)) as clv_net_amount_12m_high,
    case when clv_amount_36m_low - loss_36m is not null then cast(greatest(clv_amount_36m_low - loss_36m, least_amount) as decimal(18, 4)) end
        as clv_net_amount_36m_low,
    cast(clv_amount_36m - loss_36m as decimal(18, 4)) as clv_net_amount_36m,
    cast(clv_amount_36m_high - loss_36m as decimal(18, 4)) as clv_net_amount_36m_high,
    coalesce(clv_abstain_reason, credit_loss_abstain_reason) as clv_net_abstain_reason
from joined

-- What is an account worth now and later, after what it will not pay?
-- The present value is the margin of twelve months, of the kind on which values rest, less the expected loss of what is open. The future value is net of losses too.
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

net_future_values as (
    select * from metrics.net_future_values where months_ago = 0
),

joined as (
    select
        activity.level,
        activity.account_id,
        account_value.basis_margin_amount_12m,
        account_value.gross_margin_abstain_reason_12m,
        credit_losses.expected_credit_loss_amount,
        credit_losses.receivable_abstain_reason,
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
        net_future_values.clv_net_amount_12m_low,
        net_future_values.clv_net_amount_12m,
        net_future_values.clv_net_amount_12m_high,
        net_future_values.clv_net_amount_36m_low,
        net_future_values.clv_net_amount_36m,
        net_future_values.clv_net_amount_36m_high,
        net_future_values.clv_net_abstain_reason
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
    left join net_future_values
        on net_future_values.level = activity.level
        and net_future_values.account_id = activity.account_id
)

select
    level,
    account_id,
    cast(basis_margin_amount_12m - expected_credit_loss_amount as decimal(18, 4)) as present_value_amount,
    case
        when basis_margin_amount_12m is null then gross_margin_abstain_reason_12m
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
    clv_net_amount_12m_low,
    clv_net_amount_12m,
    clv_net_amount_12m_high,
    clv_net_amount_36m_low,
    clv_net_amount_36m,
    clv_net_amount_36m_high,
    coalesce(clv_abstain_reason, clv_net_abstain_reason) as clv_net_abstain_reason
from joined

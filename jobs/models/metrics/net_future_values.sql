-- What will an account still bring after what it will not pay, tonight and at each earlier snapshot?
-- Future revenue loses its expected part; what is open is no part of it. The rate of loss is tonight's at every look, as the other parameters are.
with

future_values as (
    select * from metrics.future_values
),

credit_losses as (
    select * from metrics.credit_losses
),

joined as (
    select
        future_values.*,
        credit_losses.credit_loss_abstain_reason,
        cast(cast(credit_losses.credit_loss_rate * future_values.future_revenue_amount_12m as decimal(38, 8)) as decimal(19, 4))
            as loss_12m,
        cast(cast(credit_losses.credit_loss_rate * future_values.future_revenue_amount_36m as decimal(38, 8)) as decimal(19, 4))
            as loss_36m,
        cast(-99999999999999 as decimal(19, 4)) as least_amount
    from future_values
    left join credit_losses
        on credit_losses.level = future_values.level
        and credit_losses.account_id = future_values.account_id
)

-- The loss is small beside the margin's error and is taken as known: the ends of the interval sink by it as the value does.
select
    level,
    account_id,
    months_ago,
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

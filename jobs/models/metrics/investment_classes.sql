-- Should we invest in an account, grow it, maintain it or fix it first?
-- The first rule that fits holds: what costs money or does not pay is fixed before it is grown. A share of wallet counts as full or open only where its whole interval is; what peers buy of us is not all that they buy, so by them a wallet may be found open and never full.
with

quadrants as (
    select * from metrics.account_quadrants
),

activity as (
    select * from metrics.account_activity
),

account_value as (
    select * from metrics.account_value
),

credit_losses as (
    select * from metrics.credit_losses
),

wallet_shares as (
    select * from metrics.wallet_shares
),

policy as (
    select * from config.portfolio
),

signs as (
    select
        quadrants.level,
        quadrants.account_id,
        quadrants.quadrant,
        quadrants.quadrant_abstain_reason,
        policy.rule_version as investment_rule_version,
        activity.occasion_count = 0 as is_without_purchase,
        quadrants.present_value_amount < 0 as is_costing,
        quadrants.future_value_amount < 0 as is_going_to_cost,
        credit_losses.overdue_90d_amount > 0
            and credit_losses.overdue_90d_amount >= cast(greatest(account_value.revenue_amount_12m, 0) as decimal(28, 4)) * policy.overdue_share as is_overdue,
        wallet_shares.wallet_method = 'DECLARED' and wallet_shares.share_of_wallet_low >= policy.saturated_share as is_saturated,
        wallet_shares.share_of_wallet_high < policy.open_share as is_open
    from quadrants
    cross join policy
    inner join activity
        on activity.level = quadrants.level
        and activity.account_id = quadrants.account_id
    left join account_value
        on account_value.level = quadrants.level
        and account_value.account_id = quadrants.account_id
    left join credit_losses
        on credit_losses.level = quadrants.level
        and credit_losses.account_id = quadrants.account_id
    left join wallet_shares
        on wallet_shares.level = quadrants.level
        and wallet_shares.account_id = quadrants.account_id
),

reasons as (
    select
        signs.*,
        case
            when is_without_purchase then null
            when is_costing then 'PRESENT_VALUE_NEGATIVE'
            when is_going_to_cost then 'FUTURE_VALUE_NEGATIVE'
            when is_overdue then 'OVERDUE_90_DAYS'
            when quadrant = 'STAR' and is_saturated then 'STAR_SATURATED'
            when quadrant = 'STAR' then 'STAR_WITH_ROOM'
            when quadrant = 'GROW' and is_saturated then 'FUTURE_SATURATED'
            when quadrant = 'GROW' then 'FUTURE_WITH_ROOM'
            when quadrant = 'HARVEST' and is_open then 'HARVEST_OPEN_WALLET'
            when quadrant = 'HARVEST' then 'HARVEST'
            when quadrant = 'LOW' then 'LOW_VALUE'
        end as investment_reason
    from signs
)

select
    level,
    account_id,
    case
        when investment_reason in ('PRESENT_VALUE_NEGATIVE', 'FUTURE_VALUE_NEGATIVE', 'OVERDUE_90_DAYS') then 'FIX'
        when investment_reason = 'STAR_WITH_ROOM' then 'INVEST'
        when investment_reason in ('FUTURE_WITH_ROOM', 'HARVEST_OPEN_WALLET') then 'GROW'
        when investment_reason is not null then 'MAINTAIN'
    end as investment_class,
    investment_reason,
    case
        when investment_reason is null and is_without_purchase then 'NO_PURCHASE'
        when investment_reason is null then quadrant_abstain_reason
    end as investment_abstain_reason,
    investment_rule_version
from reasons

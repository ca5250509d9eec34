-- What is left of an account's margin after the work with it, the money that it owes us, and what it will not pay?
-- The sign is kept. A visit that is booked as a cost to serve is in the margin already and is not taken off again with its activity.
with

account_value as (
    select * from metrics.account_value
),

accounts as (
    select * from metrics.relationship_accounts
),

losses as (
    select * from metrics.credit_losses
),

policy as (
    select * from config.economics
),

joined as (
    select
        account_value.level,
        account_value.account_id,
        account_value.contribution_margin_amount_12m,
        account_value.contribution_abstain_reason_12m,
        accounts.activity_cost_amount,
        accounts.activity_abstain_reason,
        accounts.booked_visit_amount,
        cast(cast(losses.receivable_amount as decimal(28, 4)) * policy.receivable_carrying_rate as decimal(38, 10)) as carrying_cost,
        losses.expected_credit_loss_amount,
        losses.receivable_abstain_reason
    from account_value
    cross join policy
    inner join accounts on accounts.level = account_value.level and accounts.account_id = account_value.account_id
    left join losses on losses.level = account_value.level and losses.account_id = account_value.account_id
)

select
    level,
    account_id,
    contribution_margin_amount_12m as contribution_margin_amount,
    activity_cost_amount,
    booked_visit_amount,
    cast(carrying_cost as decimal(18, 4)) as carrying_cost_amount,
    expected_credit_loss_amount,
    cast(
        contribution_margin_amount_12m + booked_visit_amount - activity_cost_amount - cast(carrying_cost as decimal(18, 4)) - expected_credit_loss_amount
        as decimal(18, 4)
    ) as economic_profit_amount,
    coalesce(contribution_abstain_reason_12m, activity_abstain_reason, receivable_abstain_reason) as economic_profit_abstain_reason
from joined

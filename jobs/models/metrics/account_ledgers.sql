-- What is left of an account's margin after the work with it, the money that it owes us, and what it will not pay?
-- The sign is kept. What is booked of a visit is in the margin already: as far as its activity stands for it too, it is not taken off again. Of a group with a customer that no CRM knows the margin is known, and not what was done for it.
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

visit_bookings as (
    select * from metrics.visit_bookings
),

members as (
    select * from staged.accounts
),

windows as (
    select from_on, to_on from metrics.value_windows where window_name = '12m'
),

policy as (
    select * from config.economics
),

doubled as (
    select
        members.level,
        members.account_id,
        sum(visit_bookings.doubled_visit_amount) as doubled_visit_amount
    from visit_bookings
    inner join windows on visit_bookings.incurred_on >= windows.from_on and visit_bookings.incurred_on <= windows.to_on
    inner join members on members.customer_id = visit_bookings.customer_id
    group by members.level, members.account_id
),

joined as (
    select
        account_value.level,
        account_value.account_id,
        account_value.contribution_margin_amount_12m,
        account_value.contribution_abstain_reason_12m,
        accounts.activity_cost_amount,
        case when accounts.unlisted_customer_count > 0 then 'NOT_IN_SOURCE' else accounts.activity_abstain_reason end as activity_abstain_reason,
        cast(coalesce(doubled.doubled_visit_amount, 0) as decimal(18, 4)) as doubled_visit_amount,
        cast(cast(losses.receivable_amount as decimal(28, 4)) * policy.receivable_carrying_rate as decimal(38, 10)) as carrying_cost,
        losses.expected_credit_loss_amount,
        losses.receivable_abstain_reason
    from account_value
    cross join policy
    inner join accounts on accounts.level = account_value.level and accounts.account_id = account_value.account_id
    left join doubled on doubled.level = account_value.level and doubled.account_id = account_value.account_id
    left join losses on losses.level = account_value.level and losses.account_id = account_value.account_id
)

select
    level,
    account_id,
    contribution_margin_amount_12m as contribution_margin_amount,
    activity_cost_amount,
    doubled_visit_amount,
    cast(carrying_cost as decimal(18, 4)) as carrying_cost_amount,
    expected_credit_loss_amount,
    case
        when activity_abstain_reason is null
            then cast(
                contribution_margin_amount_12m + doubled_visit_amount - activity_cost_amount - cast(carrying_cost as decimal(18, 4)) - expected_credit_loss_amount
                as decimal(18, 4)
            )
    end as economic_profit_amount,
    coalesce(contribution_abstain_reason_12m, activity_abstain_reason, receivable_abstain_reason) as economic_profit_abstain_reason
from joined

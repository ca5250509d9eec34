-- What does an account owe, what of it is likely lost, and which part of what it buys next?
-- The rate is its own expected loss per invoiced amount, shrunk to that of all accounts: n invoices count as n / (n + k).
with

accounts as (
    select * from staged.accounts
),

receivables as (
    select * from metrics.customer_receivables
),

averages as (
    select * from metrics.credit_loss_averages
),

policy as (
    select * from config.credit
),

deliveries as (
    select coalesce(bool_or(is_delivered) filter (where table_name = 'invoices'), false) as has_invoices
    from run.deliveries
),

sums as (
    select
        accounts.level,
        accounts.account_id,
        coalesce(sum(receivables.receivable_amount), 0) as receivable,
        coalesce(sum(receivables.receivable_not_due_amount), 0) as not_due,
        coalesce(sum(receivables.overdue_to_30d_amount), 0) as to_30d,
        coalesce(sum(receivables.overdue_to_60d_amount), 0) as to_60d,
        coalesce(sum(receivables.overdue_to_90d_amount), 0) as to_90d,
        coalesce(sum(receivables.overdue_90d_amount), 0) as over_90d,
        coalesce(sum(receivables.credit_balance_amount), 0) as credit,
        coalesce(sum(receivables.expected_credit_loss_amount), 0) as expected_loss,
        coalesce(sum(receivables.invoiced_amount), 0) as invoiced,
        coalesce(cast(sum(receivables.invoice_count) as bigint), 0) as invoice_count
    from accounts
    left join receivables on receivables.customer_id = accounts.customer_id
    group by accounts.level, accounts.account_id
),

-- Who was invoiced nothing is what all are.
evidence as (
    select
        sums.*,
        deliveries.has_invoices,
        averages.credit_loss_rate as average_rate,
        case when sums.invoiced > 0 then least(safe_div(sums.expected_loss, sums.invoiced), 1e0) end as own_rate,
        case
            when sums.invoiced > 0 then safe_div(sums.invoice_count, sums.invoice_count + policy.evidence_invoices)
            else 0e0
        end as own_evidence_share
    from sums
    cross join policy
    cross join deliveries
    left join averages on averages.level = sums.level
)

select
    level,
    account_id,
    case when has_invoices then cast(receivable as decimal(18, 4)) end as receivable_amount,
    case when has_invoices then cast(not_due as decimal(18, 4)) end as receivable_not_due_amount,
    case when has_invoices then cast(to_30d as decimal(18, 4)) end as overdue_to_30d_amount,
    case when has_invoices then cast(to_60d as decimal(18, 4)) end as overdue_to_60d_amount,
    case when has_invoices then cast(to_90d as decimal(18, 4)) end as overdue_to_90d_amount,
    case when has_invoices then cast(over_90d as decimal(18, 4)) end as overdue_90d_amount,
    case when has_invoices then cast(credit as decimal(18, 4)) end as credit_balance_amount,
    case when has_invoices then cast(expected_loss as decimal(18, 4)) end as expected_credit_loss_amount,
    case when not has_invoices then 'SOURCE_MISSING' end as receivable_abstain_reason,
    invoice_count,
    own_evidence_share,
    case
        when has_invoices
            then own_evidence_share * coalesce(own_rate, 0e0) + (1e0 - own_evidence_share) * average_rate
    end as credit_loss_rate,
    case
        when not has_invoices then 'SOURCE_MISSING'
        when average_rate is null then 'TOO_FEW_OBSERVATIONS'
    end as credit_loss_abstain_reason
from evidence

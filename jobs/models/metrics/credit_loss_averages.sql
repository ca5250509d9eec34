-- Which part of what is invoiced is lost on average?
-- The level to which an account's own evidence is shrunk.
with

accounts as (
    select * from staged.accounts
),

receivables as (
    select * from metrics.customer_receivables
),

totals as (
    select
        accounts.level,
        sum(receivables.expected_credit_loss_amount) as expected_credit_loss_amount,
        sum(receivables.invoiced_amount) as invoiced_amount,
        cast(sum(receivables.invoice_count) as bigint) as invoice_count
    from accounts
    inner join receivables on receivables.customer_id = accounts.customer_id
    group by accounts.level
)

select
    level,
    cast(expected_credit_loss_amount as decimal(18, 4)) as expected_credit_loss_amount,
    cast(invoiced_amount as decimal(18, 4)) as invoiced_amount,
    invoice_count,
    case when invoiced_amount > 0 then least(safe_div(expected_credit_loss_amount, invoiced_amount), 1e0) end
        as credit_loss_rate
from totals

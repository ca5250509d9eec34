-- What does a customer owe on the business date, how late is it, and what of it is likely lost?
-- Credit notes and money on account are set off against the oldest debt first. Loss is without tax, which comes back with a lost claim.
with

invoices as (
    select * from staged.invoices
),

payments as (
    select * from staged.payments
),

windows as (
    select * from metrics.value_windows where window_name = '12m'
),

policy as (
    select * from config.credit
),

night as (
    select * from run.current
),

aged as (
    select
        invoices.*,
        invoices.invoiced_on >= windows.from_on or invoices.open_amount <> 0 as is_evidence,
        days_between(invoices.due_on, night.as_of) as days_late
    from invoices
    cross join windows
    cross join night
),

invoiced as (
    select
        customer_id,
        sum(open_amount) filter (where open_amount > 0 and days_late <= 0) as not_due,
        sum(open_amount) filter (where open_amount > 0 and days_late between 1 and 30) as to_30d,
        sum(open_amount) filter (where open_amount > 0 and days_late between 31 and 60) as to_60d,
        sum(open_amount) filter (where open_amount > 0 and days_late between 61 and 90) as to_90d,
        sum(open_amount) filter (where open_amount > 0 and days_late > 90) as over_90d,
        -sum(open_amount) filter (where open_amount < 0) as credit,
        safe_div(
            sum(net_amount) filter (where open_amount > 0 and gross_amount > 0),
            sum(gross_amount) filter (where open_amount > 0 and gross_amount > 0)
        ) as net_share,
        sum(net_amount) filter (where is_evidence and kind = 'invoice') as invoiced_amount,
        count(*) filter (where is_evidence and kind = 'invoice') as invoice_count
    from aged
    group by customer_id
),

unapplied as (
    select
        customer_id,
        sum(payment_amount) as credit
    from payments
    where invoice_id is null
    group by customer_id
),

customers as (
    select customer_id from invoiced
    union
    select customer_id from unapplied
),

balances as (
    select
        customers.customer_id,
        cast(coalesce(invoiced.not_due, 0) - least(coalesce(unapplied.credit, 0), 0) as decimal(18, 4)) as not_due,
        cast(coalesce(invoiced.to_30d, 0) as decimal(18, 4)) as to_30d,
        cast(coalesce(invoiced.to_60d, 0) as decimal(18, 4)) as to_60d,
        cast(coalesce(invoiced.to_90d, 0) as decimal(18, 4)) as to_90d,
        cast(coalesce(invoiced.over_90d, 0) as decimal(18, 4)) as over_90d,
        cast(coalesce(invoiced.credit, 0) + greatest(coalesce(unapplied.credit, 0), 0) as decimal(18, 4)) as credit,
        coalesce(invoiced.net_share, 1e0) as net_share,
        cast(coalesce(invoiced.invoiced_amount, 0) as decimal(18, 4)) as invoiced_amount,
        coalesce(invoiced.invoice_count, 0) as invoice_count
    from customers
    left join invoiced on invoiced.customer_id = customers.customer_id
    left join unapplied on unapplied.customer_id = customers.customer_id
),

-- What is left of each age after the credit that older debt has not used up.
set_off as (
    select
        balances.*,
        greatest(not_due - greatest(credit - over_90d - to_90d - to_60d - to_30d, 0), 0) as not_due_left,
        greatest(to_30d - greatest(credit - over_90d - to_90d - to_60d, 0), 0) as to_30d_left,
        greatest(to_60d - greatest(credit - over_90d - to_90d, 0), 0) as to_60d_left,
        greatest(to_90d - greatest(credit - over_90d, 0), 0) as to_90d_left,
        greatest(over_90d - credit, 0) as over_90d_left,
        greatest(credit - over_90d - to_90d - to_60d - to_30d - not_due, 0) as credit_left
    from balances
),

losses as (
    select
        set_off.*,
        cast(cast(not_due_left as decimal(28, 4)) * policy.loss_rate_not_due as decimal(28, 10))
            + cast(cast(to_30d_left as decimal(28, 4)) * policy.loss_rate_to_30d as decimal(28, 10))
            + cast(cast(to_60d_left as decimal(28, 4)) * policy.loss_rate_to_60d as decimal(28, 10))
            + cast(cast(to_90d_left as decimal(28, 4)) * policy.loss_rate_to_90d as decimal(28, 10))
            + cast(cast(over_90d_left as decimal(28, 4)) * policy.loss_rate_over_90d as decimal(28, 10)) as gross_loss
    from set_off
    cross join policy
)

select
    customer_id,
    cast(not_due_left + to_30d_left + to_60d_left + to_90d_left + over_90d_left - credit_left as decimal(18, 4))
        as receivable_amount,
    cast(not_due_left as decimal(18, 4)) as receivable_not_due_amount,
    cast(to_30d_left as decimal(18, 4)) as overdue_to_30d_amount,
    cast(to_60d_left as decimal(18, 4)) as overdue_to_60d_amount,
    cast(to_90d_left as decimal(18, 4)) as overdue_to_90d_amount,
    cast(over_90d_left as decimal(18, 4)) as overdue_90d_amount,
    cast(credit_left as decimal(18, 4)) as credit_balance_amount,
    cast(cast(cast(gross_loss as double) * net_share as decimal(38, 8)) as decimal(18, 4)) as expected_credit_loss_amount,
    invoiced_amount,
    invoice_count
from losses

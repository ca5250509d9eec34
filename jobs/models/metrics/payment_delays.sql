-- How long does a customer take to pay, from the invoice and from the day on which it was due?
-- Twelve months of payments. One that comes before its invoice took no days, not fewer than none, and is counted apart.
with

payments as (
    select * from staged.payments where payment_amount > 0 and invoice_id is not null
),

invoices as (
    select * from staged.invoices where kind = 'invoice'
),

windows as (
    select * from metrics.value_windows where window_name = '12m'
),

paid as (
    select
        payments.customer_id,
        payments.payment_amount,
        greatest(days_between(invoices.invoiced_on, payments.paid_on), 0) as days_to_pay,
        greatest(days_between(invoices.due_on, payments.paid_on), 0) as days_late,
        payments.paid_on < invoices.invoiced_on as is_before_invoice
    from payments
    inner join windows on payments.paid_on between windows.from_on and windows.to_on
    inner join invoices on invoices.invoice_id = payments.invoice_id
)

select
    customer_id,
    count(*) as payment_count,
    cast(sum(payment_amount) as decimal(18, 4)) as paid_amount,
    cast(sum(cast(payment_amount as decimal(28, 4)) * days_to_pay) as decimal(28, 4)) as paid_amount_days,
    cast(sum(cast(payment_amount as decimal(28, 4)) * days_late) as decimal(28, 4)) as late_paid_amount_days,
    count(*) filter (where is_before_invoice) as prepayment_count,
    cast(coalesce(sum(payment_amount) filter (where is_before_invoice), 0) as decimal(18, 4)) as prepayment_amount
from paid
group by customer_id

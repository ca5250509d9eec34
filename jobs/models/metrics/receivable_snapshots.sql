-- What did a customer owe tonight and some months ago, how late was it, and what had it bought on credit in the days before?
-- Credits are set off against what is late first, as in customer_receivables. Money that comes before its invoice is money on account until the invoice is there.
with

items as (
    select * from metrics.receivable_items
),

invoices as (
    select * from staged.invoices
),

payments as (
    select * from staged.payments
),

policy as (
    select * from config.account_risk
),

snapshots as (
    select * from metrics.receivable_dates
),

open_sums as (
    select
        months_ago,
        customer_id,
        count(*) filter (where open_amount > 0) as open_invoice_count,
        coalesce(sum(open_amount) filter (where open_amount > 0 and days_late = 0), 0) as not_due,
        coalesce(sum(open_amount) filter (where open_amount > 0 and days_late > 0), 0) as overdue,
        coalesce(sum(cast(open_amount as decimal(28, 4)) * days_late) filter (where open_amount > 0), 0) as late_amount_days,
        coalesce(-sum(open_amount) filter (where open_amount < 0), 0) as credit_notes
    from items
    group by months_ago, customer_id
),

received as (
    select
        payments.customer_id,
        payments.paid_on,
        payments.payment_amount,
        payments.invoice_id is null as is_on_account,
        invoices.invoiced_on,
        payments.invoice_id is not null and invoices.invoice_id is null as is_awaiting
    from payments
    left join invoices on invoices.invoice_id = payments.invoice_id
),

cash_sums as (
    select
        snapshots.months_ago,
        received.customer_id,
        coalesce(sum(received.payment_amount) filter (where received.is_on_account or received.invoiced_on > snapshots.snapshot_on), 0) as unapplied,
        coalesce(sum(received.payment_amount) filter (
            where received.is_awaiting
                and received.paid_on > cast(snapshots.snapshot_on - cast(policy.dso_days as integer) as date)
        ), 0) as awaiting
    from received
    cross join policy
    inner join snapshots on received.paid_on <= snapshots.snapshot_on
    where received.is_on_account or received.is_awaiting or received.paid_on < received.invoiced_on
    group by snapshots.months_ago, received.customer_id
),

sales as (
    select
        snapshots.months_ago,
        invoices.customer_id,
        sum(invoices.gross_amount) as credit_sales
    from invoices
    cross join policy
    inner join snapshots
        on invoices.invoiced_on > cast(snapshots.snapshot_on - cast(policy.dso_days as integer) as date)
        and invoices.invoiced_on <= snapshots.snapshot_on
    group by snapshots.months_ago, invoices.customer_id
),

customers as (
    select months_ago, customer_id from open_sums
    union
    select months_ago, customer_id from cash_sums
    union
    select months_ago, customer_id from sales
),

balances as (
    select
        customers.months_ago,
        customers.customer_id,
        coalesce(open_sums.open_invoice_count, 0) as open_invoice_count,
        cast(coalesce(open_sums.not_due, 0) as decimal(18, 4)) as open_not_due,
        cast(coalesce(open_sums.overdue, 0) as decimal(18, 4)) as open_overdue,
        coalesce(open_sums.late_amount_days, 0) as late_amount_days,
        cast(coalesce(open_sums.credit_notes, 0) as decimal(18, 4)) as credit_notes,
        cast(coalesce(cash_sums.unapplied, 0) as decimal(18, 4)) as unapplied,
        cast(coalesce(cash_sums.awaiting, 0) as decimal(18, 4)) as awaiting,
        cast(coalesce(sales.credit_sales, 0) as decimal(18, 4)) as credit_sales
    from customers
    left join open_sums on open_sums.months_ago = customers.months_ago and open_sums.customer_id = customers.customer_id
    left join cash_sums on cash_sums.months_ago = customers.months_ago and cash_sums.customer_id = customers.customer_id
    left join sales on sales.months_ago = customers.months_ago and sales.customer_id = customers.customer_id
),

-- More refunded on account than received is owed like an invoice that is not due.
set_off as (
    select
        balances.*,
        open_not_due - least(unapplied, cast(0 as decimal(18, 4))) as not_due,
        credit_notes + greatest(unapplied, cast(0 as decimal(18, 4))) as credit
    from balances
)

select
    months_ago,
    customer_id,
    cast(not_due + open_overdue - credit as decimal(18, 4)) as receivable_amount,
    cast(greatest(not_due - greatest(credit - open_overdue, 0), 0) as decimal(18, 4)) as not_due_amount,
    cast(greatest(open_overdue - credit, 0) as decimal(18, 4)) as overdue_amount,
    open_invoice_count,
    cast(open_not_due + open_overdue as decimal(18, 4)) as open_invoice_amount,
    cast(late_amount_days as decimal(28, 4)) as late_amount_days,
    credit_notes as credit_note_amount,
    unapplied as unapplied_cash_amount,
    awaiting as awaiting_invoice_amount,
    credit_sales as credit_sales_amount
from set_off

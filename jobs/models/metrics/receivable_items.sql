-- Which invoices and credit notes are open tonight, which were open some months ago, and how late is each?
-- What was open then is what is open now and what was paid since, in the shares of the payments: nothing else tells when a claim ended.
with

invoices as (
    select * from staged.invoices
),

payments as (
    select * from staged.payments where invoice_id is not null
),

snapshots as (
    select * from metrics.receivable_dates
),

earlier as (
    select snapshot_on from snapshots where months_ago > 0
),

-- Payments of one invoice in one currency are compared in it, whatever became of its rate between them.
paid as (
    select
        payments.invoice_id,
        min(payments.currency_code) = max(payments.currency_code) as is_one_currency,
        sum(payments.document_amount) as document_amount,
        sum(payments.payment_amount) as payment_amount,
        coalesce(sum(payments.document_amount) filter (where payments.paid_on > earlier.snapshot_on), 0)
            as later_document_amount,
        coalesce(sum(payments.payment_amount) filter (where payments.paid_on > earlier.snapshot_on), 0)
            as later_payment_amount
    from payments
    cross join earlier
    group by payments.invoice_id
),

opened as (
    select
        snapshots.months_ago,
        snapshots.snapshot_on,
        invoices.invoice_id,
        invoices.customer_id,
        invoices.due_on,
        case
            when snapshots.months_ago = 0 or paid.invoice_id is null then invoices.open_amount
            else cast(
                invoices.open_amount + cast(cast(
                    cast(invoices.gross_amount - invoices.open_amount as double) * coalesce(
                        case
                            when paid.is_one_currency then safe_div(paid.later_document_amount, paid.document_amount)
                            else safe_div(paid.later_payment_amount, paid.payment_amount)
                        end,
                        0e0
                    ) as decimal(38, 8)
                ) as decimal(18, 4)) as decimal(18, 4)
            )
        end as open_amount
    from invoices
    cross join snapshots
    left join paid on paid.invoice_id = invoices.invoice_id
    where invoices.invoiced_on <= snapshots.snapshot_on
)

select
    months_ago,
    invoice_id,
    customer_id,
    open_amount,
    greatest(days_between(due_on, snapshot_on), 0) as days_late
from opened
where open_amount <> 0

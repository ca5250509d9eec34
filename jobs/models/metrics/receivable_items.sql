-- Which invoices and credit notes are open tonight, which were open some months ago, and how late is each?
-- What was open then is what is open now and what was paid since, in the shares of the payments: nothing else tells when a claim ended.
with

invoices as (
    select * from staged.invoices
),

payments as (
    select * from staged.payments where source_invoice_id is not null
),

sources as (
    select * from run.sources
),

policy as (
    select * from config.account_risk
),

night as (
    select * from run.current
),

snapshots as (
    select
        0 as months_ago,
        as_of as snapshot_on
    from night
    union all
    select
        cast(policy.trend_months as integer) as months_ago,
        months_before(night.as_of, cast(policy.trend_months as integer)) as snapshot_on
    from night
    cross join policy
),

-- Payments of one invoice in one currency are compared in it, whatever became of its rate between them.
paid as (
    select
        case when sources.precedence = 1 then payments.source_invoice_id else payments.source_system || ':' || payments.source_invoice_id end
            as invoice_id,
        min(payments.currency_code) = max(payments.currency_code) as is_one_currency,
        sum(payments.document_amount) as document_amount,
        sum(payments.payment_amount) as payment_amount,
        coalesce(sum(payments.document_amount) filter (where payments.paid_on > months_before(night.as_of, cast(policy.trend_months as integer))), 0)
            as later_document_amount,
        coalesce(sum(payments.payment_amount) filter (where payments.paid_on > months_before(night.as_of, cast(policy.trend_months as integer))), 0)
            as later_payment_amount
    from payments
    cross join night
    cross join policy
    left join sources on sources.source_system = payments.source_system
    group by invoice_id
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

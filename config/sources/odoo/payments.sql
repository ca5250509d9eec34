-- What was paid when, against which invoice?
-- One row for each match of money with an invoice, and one for what is left of a payment. A credit note that settles an invoice is no money.
with

receivable_lines as (
    select
        account_move_line.id,
        account_move_line.move_id,
        account_move_line.date as paid_on,
        account_move_line.currency_id,
        account_move_line.amount_residual,
        account_move_line.amount_residual_currency,
        account_move_line.write_date,
        res_partner.commercial_partner_id as customer_id
    from account_move_line
    inner join account_account
        on account_account.id = account_move_line.account_id
    inner join account_move
        on account_move.id = account_move_line.move_id
    inner join account_journal
        on account_journal.id = account_move.journal_id
    inner join res_partner
        on res_partner.id = account_move_line.partner_id
    where account_account.account_type = 'asset_receivable'
        and account_move.move_type = 'entry'
        and account_move.state = 'posted'
        and account_journal.type in ('bank', 'cash', 'credit')
),

invoice_lines as (
    select
        account_move_line.id,
        account_move_line.move_id as invoice_id,
        account_move_line.currency_id,
        account_move.commercial_partner_id as customer_id
    from account_move_line
    inner join account_move
        on account_move.id = account_move_line.move_id
    where account_move.move_type in ('out_invoice', 'out_refund', 'out_receipt')
),

matches as (
    select
        id,
        debit_move_id as invoice_line_id,
        credit_move_id as payment_line_id,
        debit_amount_currency as amount,
        amount as company_amount,
        create_date
    from account_partial_reconcile
    union all
    select
        id,
        credit_move_id as invoice_line_id,
        debit_move_id as payment_line_id,
        -credit_amount_currency as amount,
        -amount as company_amount,
        create_date
    from account_partial_reconcile
),

allocations as (
    select
        'match-' || matches.id as payment_id,
        invoice_lines.invoice_id,
        invoice_lines.customer_id,
        receivable_lines.paid_on,
        matches.amount,
        invoice_lines.currency_id,
        matches.company_amount,
        greatest(matches.create_date, receivable_lines.write_date) as changed_at
    from matches
    inner join invoice_lines
        on invoice_lines.id = matches.invoice_line_id
    inner join receivable_lines
        on receivable_lines.id = matches.payment_line_id
),

remainders as (
    select
        'open-' || id as payment_id,
        null::integer as invoice_id,
        customer_id,
        paid_on,
        -amount_residual_currency as amount,
        currency_id,
        -amount_residual as company_amount,
        write_date as changed_at
    from receivable_lines
    where amount_residual_currency <> 0
),

payments as (
    select * from allocations
    union all
    select * from remainders
),

currencies as (
    select * from res_currency
)

select
    payments.payment_id,
    payments.invoice_id,
    payments.customer_id,
    payments.paid_on,
    payments.amount,
    currencies.name as currency_code,
    payments.company_amount,
    'posted' as status,
    payments.changed_at
from payments
inner join currencies
    on currencies.id = payments.currency_id

-- What was invoiced, what is due and what is open?
-- Odoo writes credit notes unsigned: here they are negative. A payment changes what is open without touching the document's write_date.
-- invoice_currency_rate is stored since 18; before, the rate is the document's total in both currencies.
with

invoices as (
    select moves.*
    from (select null::numeric as invoice_currency_rate) as absent
    cross join lateral (
        select
            id,
            nullif(name, '/') as name,
            move_type,
            company_id,
            commercial_partner_id,
            coalesce(invoice_date, date) as invoiced_on,
            invoice_date_due,
            state,
            payment_state,
            currency_id,
            invoice_currency_rate,
            amount_untaxed,
            amount_total,
            amount_residual,
            amount_total_signed,
            reversed_entry_id,
            write_date,
            case when move_type = 'out_refund' then -1 else 1 end as sign
        from account_move
        where move_type in ('out_invoice', 'out_refund', 'out_receipt')
    ) as moves
),

customers as (
    select * from res_partner
),

companies as (
    select * from res_company
),

currencies as (
    select * from res_currency
)

select
    invoices.id as invoice_id,
    invoices.name as number,
    case when invoices.move_type = 'out_refund' then 'credit_note' else 'invoice' end as kind,
    invoices.commercial_partner_id as customer_id,
    invoices.invoiced_on,
    invoices.invoice_date_due as due_on,
    case
        when invoices.state = 'cancel' then 'cancelled'
        when invoices.state = 'draft' then 'draft'
        when invoices.payment_state in ('paid', 'in_payment', 'reversed') then 'paid'
        else 'posted'
    end as status,
    currencies.name as currency_code,
    round(
        coalesce(
            1 / nullif(invoices.invoice_currency_rate, 0),
            case when invoices.currency_id = companies.currency_id then 1 end,
            abs(invoices.amount_total_signed) / nullif(abs(invoices.amount_total), 0)
        ),
        9
    ) as fx_to_company,
    invoices.sign * invoices.amount_untaxed as net_amount,
    invoices.sign * invoices.amount_total as gross_amount,
    invoices.sign * invoices.amount_residual as open_amount,
    invoices.reversed_entry_id as reverses_invoice_id,
    greatest(
        invoices.write_date,
        customers.write_date,
        (
            select max(account_partial_reconcile.create_date)
            from account_move_line
            inner join account_partial_reconcile
                on account_partial_reconcile.debit_move_id = account_move_line.id
            where account_move_line.move_id = invoices.id
        ),
        (
            select max(account_partial_reconcile.create_date)
            from account_move_line
            inner join account_partial_reconcile
                on account_partial_reconcile.credit_move_id = account_move_line.id
            where account_move_line.move_id = invoices.id
        )
    ) as changed_at
from invoices
inner join customers
    on customers.id = invoices.commercial_partner_id
left join companies
    on companies.id = invoices.company_id
inner join currencies
    on currencies.id = invoices.currency_id

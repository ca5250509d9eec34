-- What was paid when, against which invoice?
-- A posted line of the books that an invoice counts as its payment, or on a customer's account without an invoice
-- when a cash or bank journal booked it. Tryton cancels by booking the opposite, so that nothing here is cancelled.
with

lines as (
    select * from account_move_line
),

moves as (
    select * from account_move
    where state = 'posted'
),

journals as (
    select * from account_journal
),

accounts as (
    select
        account_account.id,
        coalesce(account_account_type.receivable, false) as is_receivable
    from account_account
    left join account_account_type
        on account_account_type.id = account_account.type
),

allocations as (
    select * from "account_invoice-account_move_line"
),

invoices as (
    select * from account_invoice
),

companies as (
    select
        company_company.id,
        currency_currency.code as currency_code
    from company_company
    inner join currency_currency
        on currency_currency.id = company_company.currency
),

currencies as (
    select * from currency_currency
)

select
    lines.id as payment_id,
    invoices.id as invoice_id,
    coalesce(invoices.party, lines.party) as customer_id,
    moves.date as paid_on,
    round(
        case
            when lines.second_currency is null then lines.credit - lines.debit
            else -lines.amount_second_currency
        end,
        4
    ) as amount,
    coalesce(currencies.code, companies.currency_code) as currency_code,
    round(lines.credit - lines.debit, 4) as company_amount,
    'posted' as status,
    greatest(
        coalesce(lines.write_date, lines.create_date),
        coalesce(moves.write_date, moves.create_date),
        coalesce(allocations.write_date, allocations.create_date)
    ) as changed_at
from lines
inner join moves
    on moves.id = lines.move
inner join journals
    on journals.id = moves.journal
inner join accounts
    on accounts.id = lines.account
inner join companies
    on companies.id = moves.company
left join currencies
    on currencies.id = lines.second_currency
left join allocations
    on allocations.line = lines.id
left join invoices
    on invoices.id = allocations.invoice
where invoices.type = 'out'
    or (
        invoices.id is null
        and journals.type in ('cash', 'statement')
        and accounts.is_receivable
        and lines.party is not null
    )

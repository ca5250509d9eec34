-- What was invoiced, what is due and what is open?
-- A credit note is an invoice below zero. What is open is what the books have not reconciled.
-- A draft has no date of its own yet; its day is that on which it was made.
with

invoices as (
    select * from account_invoice
    where type = 'out'
),

companies as (
    select * from company_company
),

currencies as (
    select * from currency_currency
),

rates as (
    select
        currency,
        date as valid_from_on,
        lead(date) over (partition by currency order by date) as valid_before_on,
        rate,
        coalesce(write_date, create_date) as changed_at
    from currency_currency_rate
),

dated as (
    select
        invoices.*,
        coalesce(
            invoices.invoice_date,
            (invoices.create_date at time zone 'UTC' at time zone coalesce(companies.timezone, 'UTC'))::date
        ) as invoiced_on,
        companies.currency as company_currency
    from invoices
    inner join companies
        on companies.id = invoices.company
),

converted as (
    select
        dated.*,
        case
            when dated.currency = dated.company_currency then 1
            else round(company_rate.rate / nullif(invoice_rate.rate, 0), 9)
        end as fx_to_company,
        case
            when dated.currency <> dated.company_currency
                then greatest(company_rate.changed_at, invoice_rate.changed_at)
        end as rate_changed_at
    from dated
    left join rates as invoice_rate
        on invoice_rate.currency = dated.currency
        and dated.invoiced_on >= invoice_rate.valid_from_on
        and (dated.invoiced_on < invoice_rate.valid_before_on or invoice_rate.valid_before_on is null)
    left join rates as company_rate
        on company_rate.currency = dated.company_currency
        and dated.invoiced_on >= company_rate.valid_from_on
        and (dated.invoiced_on < company_rate.valid_before_on or company_rate.valid_before_on is null)
)

select
    converted.id as invoice_id,
    converted.number,
    case when lines.net_amount < 0 then 'credit_note' else 'invoice' end as kind,
    converted.party as customer_id,
    converted.invoiced_on,
    booked.due_on,
    case converted.state when 'validated' then 'draft' else converted.state end as status,
    currencies.code as currency_code,
    converted.fx_to_company,
    round(lines.net_amount, 4) as net_amount,
    round(lines.net_amount + taxes.tax_amount, 4) as gross_amount,
    round(
        case converted.state
            when 'posted' then booked.open_amount + paid.open_amount
            when 'paid' then 0
            when 'cancelled' then 0
        end,
        4
    ) as open_amount,
    lines.reversed as reverses_invoice_id,
    greatest(
        coalesce(converted.write_date, converted.create_date),
        lines.changed_at,
        taxes.changed_at,
        booked.changed_at,
        paid.changed_at,
        converted.rate_changed_at
    ) as changed_at
from converted
inner join currencies
    on currencies.id = converted.currency
cross join lateral (
    select
        coalesce(
            sum(
                currencies.rounding * case
                    when abs(amount.in_steps - trunc(amount.in_steps)) = 0.5 then 2 * round(amount.in_steps / 2)
                    else round(amount.in_steps)
                end
            ),
            0
        ) as net_amount,
        case when min(credited.invoice) = max(credited.invoice) then min(credited.invoice) end as reversed,
        max(coalesce(account_invoice_line.write_date, account_invoice_line.create_date)) as changed_at
    from account_invoice_line
    cross join lateral (
        select
            account_invoice_line.quantity::numeric * account_invoice_line.unit_price
            / nullif(currencies.rounding, 0) as in_steps
    ) as amount
    left join account_invoice_line as credited
        on credited.id = case
            when account_invoice_line.origin like 'account.invoice.line,%'
                then nullif(split_part(account_invoice_line.origin, ',', 2), '')::integer
        end
        and credited.invoice <> account_invoice_line.invoice
    where account_invoice_line.invoice = converted.id
        and account_invoice_line.type = 'line'
) as lines
cross join lateral (
    select
        coalesce(sum(account_invoice_tax.amount), 0) as tax_amount,
        max(coalesce(account_invoice_tax.write_date, account_invoice_tax.create_date)) as changed_at
    from account_invoice_tax
    where account_invoice_tax.invoice = converted.id
) as taxes
cross join lateral (
    select
        max(account_move_line.maturity_date) as due_on,
        coalesce(
            sum(
                case
                    when account_move_line.second_currency = converted.currency
                        then account_move_line.amount_second_currency
                    else (account_move_line.debit - account_move_line.credit) / converted.fx_to_company
                end
            ) filter (where account_move_line.reconciliation is null),
            0
        ) as open_amount,
        max(coalesce(account_move_line.write_date, account_move_line.create_date)) as changed_at
    from account_move_line
    where account_move_line.move = converted.move
        and account_move_line.account = converted.account
) as booked
cross join lateral (
    select
        coalesce(
            sum(
                case
                    when account_move_line.second_currency = converted.currency
                        then account_move_line.amount_second_currency
                    else (account_move_line.debit - account_move_line.credit) / converted.fx_to_company
                end
            ) filter (where account_move_line.reconciliation is null),
            0
        ) as open_amount,
        max(
            greatest(
                coalesce(account_move_line.write_date, account_move_line.create_date),
                coalesce(allocations.write_date, allocations.create_date)
            )
        ) as changed_at
    from "account_invoice-account_move_line" as allocations
    inner join account_move_line
        on account_move_line.id = allocations.line
    where allocations.invoice = converted.id
) as paid

-- Net of the lines, tax of the tax rows; open is what an invoice asks for less what its payments brought, while it is posted.
select
    currency_currency.code,
    to_char(coalesce(account_invoice.invoice_date, account_invoice.create_date::date), 'YYYY-MM') as month,
    count(*),
    sum(net.amount) as net_amount,
    sum(net.amount + tax.amount) as gross_amount,
    sum(
        case account_invoice.state
            when 'posted' then booked.amount - coalesce(paid.amount, 0)
            when 'paid' then 0
        end
    ) as open_amount
from account_invoice, currency_currency, lateral (
    select sum(round((quantity::numeric * unit_price * 100)::float8))::numeric / 100 as amount
    from account_invoice_line
    where invoice = account_invoice.id
) as net, lateral (
    select sum(account_invoice_tax.amount) as amount
    from account_invoice_tax
    where invoice = account_invoice.id
) as tax, lateral (
    select sum(coalesce(amount_second_currency, debit - credit)) as amount
    from account_move_line
    where move = account_invoice.move
        and maturity_date is not null
) as booked, lateral (
    select -sum(coalesce(amount_second_currency, debit - credit)) as amount
    from account_move_line
    where id in (select line from "account_invoice-account_move_line" where invoice = account_invoice.id)
) as paid
where currency_currency.id = account_invoice.currency
group by 1, 2

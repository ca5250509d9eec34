select
    currency_currency.code,
    to_char(coalesce(account_invoice.invoice_date, account_invoice.create_date::date), 'YYYY-MM') as month,
    count(*),
    sum(round((quantity::numeric * unit_price * 100)::float8))::numeric / 100 as net_amount
from account_invoice_line, account_invoice, currency_currency
where account_invoice.id = account_invoice_line.invoice
    and currency_currency.id = account_invoice.currency
group by 1, 2

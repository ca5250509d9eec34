select
    currency_currency.code,
    to_char(sale_sale.sale_date, 'YYYY-MM') as month,
    count(*),
    sum(round((quantity::numeric * unit_price * 100)::float8))::numeric / 100 as net_amount
from sale_line, sale_sale, currency_currency
where sale_sale.id = sale_line.sale
    and currency_currency.id = sale_sale.currency
group by 1, 2

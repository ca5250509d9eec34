-- What Tryton itself says each sale is worth; of a quotation, on which it says nothing yet, its lines.
select
    currency_currency.code,
    to_char(sale_sale.sale_date, 'YYYY-MM') as month,
    count(*),
    sum(coalesce(sale_sale.untaxed_amount_cache, quoted.amount)) as net_amount
from sale_sale, currency_currency, lateral (
    select sum(round((quantity::numeric * unit_price * 100)::float8) / 100)::numeric as amount
    from sale_line
    where sale = sale_sale.id
) as quoted
where currency_currency.id = sale_sale.currency
group by 1, 2

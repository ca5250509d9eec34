-- What did each customer's sales of 2024 bring, in euros at Tryton's own rate of the day?
select
    sale_sale.party,
    round(
        sum(
            round((quantity::numeric * unit_price * 100)::float8)::numeric / 100 / case
                when currency_currency.code = 'EUR' then 1
                else (
                    select rate
                    from currency_currency_rate
                    where currency = sale_sale.currency
                        and date <= sale_sale.sale_date
                    order by date desc
                    limit 1
                )
            end
        ),
        2
    ) as revenue_amount
from sale_line, sale_sale, currency_currency
where sale_sale.id = sale_line.sale
    and currency_currency.id = sale_sale.currency
    and sale_sale.state in ('confirmed', 'processing', 'done')
    and sale_sale.sale_date between '2024-01-01' and '2024-12-31'
group by sale_sale.party
having round(sum(quantity::numeric * unit_price), 2) <> 0
order by sale_sale.party
